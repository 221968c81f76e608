import { type KeyPrincipal, scopeOf } from "@/lib/auth";
import { LIMITS } from "@/lib/schemas";
import { allItems, getStore, type ProjectRecord } from "@/lib/store";
import { modelNotFound } from "./errors";

/** A project as a model: its slug is the model's id. */
export type DialectModel = { id: string; object: "model"; created: number; owned_by: string };

const toModel = ({ slug, createdAt }: Pick<ProjectRecord, "slug" | "createdAt">): DialectModel => ({
  id: slug,
  object: "model",
  created: Math.floor(createdAt / 1000),
  owned_by: "user",
});

/** Only what the key reaches. */
export async function listModels(principal: KeyPrincipal): Promise<{ object: "list"; data: DialectModel[] }> {
  const { projects } = await getStore();
  const scope = scopeOf(principal);
  const data: DialectModel[] = [];
  const all = allItems((cursor) => projects.list(scope, { limit: LIMITS.pageMax, cursor }));
  for await (const project of all) data.push(toModel(project));
  return { object: "list", data };
}

/** @throws 404 `model_not_found` */
export async function getModel(principal: KeyPrincipal, model: string): Promise<DialectModel> {
  return toModel(await requireModel(principal, model));
}

/** The project that a model's id names: its slug or its own id. @throws 404 `model_not_found` */
export async function requireModel(principal: KeyPrincipal, model: string): Promise<ProjectRecord> {
  const { projects } = await getStore();
  const scope = scopeOf(principal);
  const project = (await projects.getBySlug(scope, model)) ?? (await projects.get(scope, model));
  if (!project) throw modelNotFound(model);
  return project;
}
