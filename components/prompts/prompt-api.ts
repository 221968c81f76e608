import { ApiError, api } from "@/lib/client/api";
import type { Project, Prompt, Role } from "@/lib/schemas";
import { promptsText } from "@/lib/text/prompts";

export type Draft = { role: Role; content: string };
export type Saved = { prompt: Prompt; version: number };

const path = (projectId: string, promptId?: string) =>
  `/api/projects/${projectId}/prompts${promptId ? `/${promptId}` : ""}`;

export const addPrompt = (projectId: string, draft: Draft): Promise<Saved> =>
  api<Saved>(path(projectId), { body: draft });

export const removePrompt = (projectId: string, id: string): Promise<{ version: number }> =>
  api<{ version: number }>(path(projectId, id), { method: "DELETE" });

export const reorderPrompts = (projectId: string, order: string[]): Promise<{ version: number }> =>
  api<{ version: number }>(path(projectId), { method: "PUT", body: { order } });

export const readProject = async (projectId: string): Promise<Project> =>
  (await api<{ project: Project }>(`/api/projects/${projectId}`)).project;

/** Somebody changed (or removed: null) the very prompt that is being edited. */
export class PromptConflict extends Error {
  constructor(
    readonly project: Project,
    readonly theirs: Prompt | null,
  ) {
    super(promptsText.changed.elsewhere);
  }
}

export const sameText = (a: Draft, b: Draft): boolean => a.content === b.content && a.role === b.role;

export async function conflictOf(projectId: string, promptId: string): Promise<PromptConflict> {
  const project = await readProject(projectId);
  return new PromptConflict(project, project.prompts.find(({ id }) => id === promptId) ?? null);
}

/**
 * Saves a prompt that was opened as `base` at `version`. When only other parts of the project have changed since,
 * it is saved on top of them.
 * @throws PromptConflict when this prompt itself has changed; ApiError
 */
export async function savePrompt(
  projectId: string,
  base: Prompt,
  draft: Draft,
  version: number,
): Promise<Saved> {
  const put = (seen: number) =>
    api<Saved>(path(projectId, base.id), { method: "PUT", body: { ...draft, version: seen } });
  try {
    return await put(version);
  } catch (error) {
    const stale = error instanceof ApiError && error.code === "stale_edit";
    const gone = error instanceof ApiError && error.status === 404;
    if (!stale && !gone) throw error;
    const conflict = await conflictOf(projectId, base.id);
    if (!conflict.theirs || !sameText(conflict.theirs, base)) throw conflict;
    return put(conflict.project.version);
  }
}
