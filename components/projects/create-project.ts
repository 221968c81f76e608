import { api } from "@/lib/client/api";
import { draftKey, writeDraft } from "@/lib/client/drafts";
import { publish } from "@/lib/client/live";
import type { CreateProjectInput, Project } from "@/lib/schemas";
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
  if (start?.firstMessage) writeDraft(draftKey(project.id, null), start.firstMessage);
  publish({ type: "project", project: { id: project.id, name: project.name } });
  return project;
}
