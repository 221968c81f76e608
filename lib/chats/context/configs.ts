import { createHash } from "node:crypto";
import { notFound } from "@/lib/errors";
import { LIMITS } from "@/lib/schemas";
import { type ConfigRecord, getStore, type ProjectRecord, type Scope } from "@/lib/store";

/**
 * Records what the project would send now, as an immutable row named by the hash of its content. Cheap to repeat:
 * the same content gives the same row. Every change of prompts, settings or files calls it, and so does every send,
 * which heals a row that a crash between two writes left out.
 */
export async function recordConfig(scope: Scope, project: ProjectRecord): Promise<ConfigRecord> {
  const store = await getStore();
  const { items } = await store.files.list(scope, project.id, { limit: LIMITS.filesPerProject });
  const content = {
    prompts: project.prompts.map(({ role, content }) => ({ role, content })),
    settings: project.settings,
    files: items
      .map(({ id, filename, sha256 }) => ({ id, filename, sha256 }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
  const id = createHash("sha256").update(canonical(content)).digest("hex");
  const config = await store.configs.put(scope, {
    id,
    projectId: project.id,
    version: project.version,
    ...content,
  });
  if (!config) throw notFound("Project");
  return config;
}

/** JSON with sorted keys, so that equal content has equal bytes whichever engine read it. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) =>
    v !== null && typeof v === "object" && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}
