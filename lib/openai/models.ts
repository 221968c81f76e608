import { type KeyPrincipal, projectScope, scopeOf } from "@/lib/auth";
import { isAppError } from "@/lib/errors";
import { LIMITS } from "@/lib/schemas";
import { allItems, getStore, type ProjectRecord } from "@/lib/store";
import { modelNotFound } from "./errors";

/** A project as a model: its slug is the model's id. */
export type DialectModel = { id: string; object: "model"; created: number; owned_by: string };

/** What others share with the key's maker goes by its own id: slugs are one owner's. */
const toModel = (
  { userId, projectId }: KeyPrincipal,
  { id, ownerId, slug, createdAt }: Pick<ProjectRecord, "id" | "ownerId" | "slug" | "createdAt">,
): DialectModel => ({
  id: ownerId === userId || projectId !== null ? slug : id,
  object: "model",
  created: Math.floor(createdAt / 1000),
  owned_by: "user",
});

/** Only what the key reaches. */
export async function listModels(principal: KeyPrincipal): Promise<{ object: "list"; data: DialectModel[] }> {
  const { projects, members } = await getStore();
  const only = principal.projectId === null ? null : await reached(principal, principal.projectId);
  if (principal.projectId !== null) return { object: "list", data: only ? [toModel(principal, only)] : [] };
  const scope = scopeOf(principal);
  const data: DialectModel[] = [];
  const all = allItems((cursor) => projects.list(scope, { limit: LIMITS.pageMax, cursor }));
  for await (const project of all) data.push(toModel(principal, project));
  for (const { projectId } of await members.shared(scopeOf({ userId: principal.userId }))) {
    const project = await reached(principal, projectId);
    if (project) data.push(toModel(principal, project));
  }
  return { object: "list", data };
}

/** A project by its id, their own or shared with them. */
async function reached(principal: KeyPrincipal, projectId: string): Promise<ProjectRecord | null> {
  try {
    return await (await getStore()).projects.get(await projectScope(principal, projectId), projectId);
  } catch (error) {
    if (isAppError(error, "not_found")) return null;
    throw error;
  }
}

/** @throws 404 `model_not_found` */
export async function getModel(principal: KeyPrincipal, model: string): Promise<DialectModel> {
  return toModel(principal, await requireModel(principal, model));
}

/**
 * The project that a model's id names: its own id, or its slug where that is the maker's or the key's only one.
 * @throws 404 `model_not_found`
 */
export async function requireModel(principal: KeyPrincipal, model: string): Promise<ProjectRecord> {
  const { projectId } = principal;
  const named =
    projectId === null
      ? ((await (await getStore()).projects.getBySlug(scopeOf(principal), model)) ??
        (await reached(principal, model)))
      : await reached(principal, projectId);
  if (!named || (projectId !== null && model !== named.slug && model !== named.id))
    throw modelNotFound(model);
  return named;
}
