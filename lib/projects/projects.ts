import { forgetAtProvider } from "@/lib/ai";
import { audit, scopeOn } from "@/lib/auth";
import { checkVariables, stopProjectRuns } from "@/lib/chats";
import { AppError, isAppError, notFound } from "@/lib/errors";
import { announce, peopleOf } from "@/lib/feed";
import { newId } from "@/lib/ids";
import { afterCommit, readAfterCommit } from "@/lib/platform";
import {
  type CreateProjectInput,
  LIMITS,
  type PageQuery,
  PINS_MAX,
  type Project,
  type ProjectSummary,
  SETTINGS_DEFAULTS,
  type UpdateProjectInput,
} from "@/lib/schemas";
import { getStore, type NewFileRecord, type ProjectRecord, type Scope } from "@/lib/store";
import { changeProject } from "./change-project";
import { newProjectModel } from "./new-project-model";
import { checkPromptBytes } from "./prompt-bytes";
import { recordFirstVersion } from "./record-version";
import { toProject, toProjectSummary } from "./shapes";

/** Newest activity first; `q` finds text in name and description. */
export async function listProjects(
  scope: Scope,
  page: PageQuery & { q?: string | undefined; shared?: boolean },
): Promise<{ projects: ProjectSummary[]; nextCursor: string | null }> {
  const store = await getStore();
  const { items, nextCursor } = await store.projects.list(scope, page);
  const own = items.filter(({ ownerId }) => ownerId === scope.userId).map(({ id }) => id);
  const [live, pins, memberships] = await Promise.all([
    store.releases.live(scope, own),
    store.projects.pins(scope),
    own.length < items.length ? store.members.shared(scope) : [],
  ]);
  const shared = new Map(memberships.map((one) => [one.projectId, one]));
  for (const { id } of items) {
    const membership = shared.get(id);
    if (!membership || own.includes(id)) continue;
    const theirs = await store.releases.live(scopeOn({ userId: scope.userId }, { id, ...membership }), [id]);
    const number = theirs.get(id);
    if (number !== undefined) live.set(id, number);
  }
  const projects = items.map((item) =>
    toProjectSummary(
      item,
      shared.get(item.id)?.role ?? "owner",
      live.get(item.id) ?? null,
      pins.includes(item.id),
    ),
  );
  return { projects, nextCursor };
}

/**
 * With `files` (oldest first, their bodies stored already) the project is there with all of them, or not at all.
 * @throws `limit_reached` at 1,000 projects, and for prompts that are too long together
 */
export async function createProject(
  scope: Scope,
  input: CreateProjectInput,
  files: NewFileRecord[] = [],
): Promise<Project> {
  const store = await getStore();
  const settings = { model: await newProjectModel(), ...SETTINGS_DEFAULTS, ...input.settings };
  const { name, description, icon, color } = input;
  const createdAt = Date.now();
  const prompts = (input.prompts ?? []).map((prompt) => ({ id: newId(), ...prompt, createdAt }));
  checkVariables(prompts, "prompts");
  checkPromptBytes(prompts);
  const project = await store.projects
    .create(
      scope,
      { name, description, icon: icon ?? null, color: color ?? null, settings, prompts, files },
      LIMITS.projectsPerUser,
    )
    .catch((error) => {
      if (!isAppError(error, "limit_reached")) throw error;
      const message = `You have ${LIMITS.projectsPerUser} projects, which is the limit; delete one first`;
      throw new AppError("limit_reached", { message });
    });
  await afterCommit("first version", () => recordFirstVersion(scope, project));
  const bare = toProject(project, [], scope.role);
  return files.length === 0 ? bare : readAfterCommit("files", () => withFiles(scope, project), bare);
}

/** @throws not_found */
export async function getProject(scope: Scope, id: string): Promise<Project> {
  const store = await getStore();
  const project = await store.projects.get(scope, id);
  if (!project) throw notFound("Project");
  return withFiles(scope, project);
}

/**
 * Settings merge field by field. Without `version` the last writer of a field wins.
 * @throws not_found, `stale_edit` when `version` is given and has risen
 */
export async function updateProject(scope: Scope, id: string, input: UpdateProjectInput): Promise<Project> {
  const { name, description, icon, color, settings, version } = input;
  // Before the change: told of a failure after it, the editor would do it again and find it stale.
  const beside = await besideOf(scope, id);
  const project = await changeProject(
    scope,
    id,
    (current) => ({
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      ...(icon === undefined ? {} : { icon }),
      ...(color === undefined ? {} : { color }),
      ...(settings === undefined ? {} : { settings: { ...current.settings, ...settings } }),
    }),
    version,
  );
  return toProject(project, beside.files, scope.role, beside.live);
}

/**
 * Keeps the project at the top of the caller's own list, or no longer.
 * @throws not_found, `limit_reached` at {@link PINS_MAX}
 */
export async function pinProject(scope: Scope, id: string, pinned: boolean): Promise<void> {
  const { projects } = await getStore();
  if (!(await projects.get(scope, id))) throw notFound("Project");
  await projects.pin(scope, id, pinned, PINS_MAX).catch((error) => {
    if (!isAppError(error, "limit_reached")) throw error;
    throw new AppError("limit_reached", { message: `${PINS_MAX} projects are pinned; unpin one first` });
  });
}

/**
 * Prompts, files, chats, messages and runs go with it. Running replies are stopped first; one that begins in
 * between loses its rows and with them its lease.
 * @throws not_found
 */
export async function deleteProject(scope: Scope, id: string): Promise<void> {
  const store = await getStore();
  const { items: files } = await store.files.list(scope, id, { limit: LIMITS.filesPerProject });
  const people = await peopleOf(scope, id);
  await stopProjectRuns(scope, id);
  if (!(await store.projects.remove(scope, id))) throw notFound("Project");
  await audit({ actorId: scope.userId, action: "project.delete", targetId: id });
  await Promise.all(
    people.map((userId) => announce(userId, null, { type: "project-removed", projectId: id })),
  );
  await afterCommit("copies", () => forgetAtProvider(files));
}

export async function withFiles(scope: Scope, project: ProjectRecord): Promise<Project> {
  const { files, live } = await besideOf(scope, project.id);
  return toProject(project, files, scope.role, live);
}

/** What a project is shown with and does not hold itself. */
export async function besideOf(scope: Scope, id: string) {
  const store = await getStore();
  const [{ items: files }, live] = await Promise.all([
    store.files.list(scope, id, { limit: LIMITS.filesPerProject }),
    store.releases.live(scope, [id]),
  ]);
  return { files, live: live.get(id) ?? null };
}
