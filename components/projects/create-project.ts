import { api } from "@/lib/client/api";
import { draftKey, writeDraft } from "@/lib/client/drafts";
import { publish } from "@/lib/client/live";
import { uploadFile } from "@/lib/client/upload";
import type { CreateProjectInput, Project, ProjectFile, TestSet } from "@/lib/schemas";
import { SUPPORT_SET } from "@/lib/text/starting-cases";
import type { StartingPoint } from "./starting-points";

/** How often, and in which steps (ms), the reading of the sample is asked after. */
const READ_ASKS = 12;
const READ_EVERY_MS = 250;

/** Creates the project with everything its starting point brings, and tells the sidebar. */
export async function createProject(
  input: Pick<CreateProjectInput, "name" | "description">,
  start: StartingPoint | undefined,
): Promise<Project> {
  const { project } = await api<{ project: Project }>("/api/projects", {
    body: {
      ...input,
      ...start?.look,
      ...(start?.settings ? { settings: start.settings } : {}),
      ...(start && start.prompts.length > 0 ? { prompts: start.prompts } : {}),
    },
  });
  await Promise.all([
    start?.cases && addCases(project.id, start.cases),
    start?.sample && addSample(project.id, start.sample),
  ]);
  if (start?.firstMessage) writeDraft(draftKey(project.id, null), start.firstMessage);
  const { id, name, icon, color } = project;
  publish({ type: "project", project: { id, name, icon, color } });
  return project;
}

/** A real file, read like any other: the first reply can rest on it. Without it the project is as good. */
async function addSample(projectId: string, name: string): Promise<void> {
  try {
    const response = await fetch(`/samples/${name}`);
    if (!response.ok) return;
    const file = new File([await response.blob()], name, { type: "text/markdown" });
    const { id, status } = await uploadFile(projectId, file);
    await untilRead(projectId, id, status);
  } catch {
    // The page of files is empty then, and says what to do.
  }
}

/** So that the first message, which may come at once, finds its passages; a slow reader is not waited for. */
async function untilRead(projectId: string, fileId: string, status: ProjectFile["status"]): Promise<void> {
  for (let asked = 0, now = status; asked < READ_ASKS && now !== "ready" && now !== "failed"; asked++) {
    await new Promise((resolve) => setTimeout(resolve, READ_EVERY_MS));
    now = (await api<{ file: ProjectFile }>(`/api/projects/${projectId}/files/${fileId}`)).file.status;
  }
}

/** Without them the project is as good: a failure here takes nothing back. */
async function addCases(projectId: string, cases: readonly object[]): Promise<void> {
  try {
    const { testSet } = await api<{ testSet: TestSet }>(`/api/projects/${projectId}/test-sets`, {
      body: { name: SUPPORT_SET },
    });
    await api(`/api/test-sets/${testSet.id}/import`, { body: { cases } });
  } catch {
    // The page of tests is empty then, and says what to do.
  }
}
