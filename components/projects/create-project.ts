import { api } from "@/lib/client/api";
import { draftKey, writeDraft } from "@/lib/client/drafts";
import { publish } from "@/lib/client/live";
import type { CreateProjectInput, Project, TestSet } from "@/lib/schemas";
import type { StartingPoint } from "./starting-points";

/** Creates the project with everything its starting point brings, and tells the sidebar. */
export async function createProject(
  input: Pick<CreateProjectInput, "name" | "description">,
  start: StartingPoint | undefined,
): Promise<Project> {
  const { project } = await api<{ project: Project }>("/api/projects", {
    body: {
      ...input,
      ...(start?.settings ? { settings: start.settings } : {}),
      ...(start && start.prompts.length > 0 ? { prompts: start.prompts } : {}),
    },
  });
  if (start?.cases) await addCases(project.id, start.cases);
  if (start?.firstMessage) writeDraft(draftKey(project.id, null), start.firstMessage);
  publish({ type: "project", project: { id: project.id, name: project.name } });
  return project;
}

/** Without them the project is as good: a failure here takes nothing back. */
async function addCases(projectId: string, cases: readonly object[]): Promise<void> {
  try {
    const { testSet } = await api<{ testSet: TestSet }>(`/api/projects/${projectId}/test-sets`, {
      body: { name: "Support basics" },
    });
    await api(`/api/test-sets/${testSet.id}/import`, { body: { cases } });
  } catch {
    // The page of tests is empty then, and says what to do.
  }
}
