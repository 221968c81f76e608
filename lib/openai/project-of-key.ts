import { projectScope, scopeOf } from "@/lib/auth";
import { getStore, type Scope } from "@/lib/store";
import type { DialectCall } from "./call";
import { countRequest } from "./count-request";
import { DialectError } from "./errors";

/**
 * For requests that name no model: the project of the key, or the only one it reaches.
 * @throws 400 when there are several
 */
export async function requireOnlyProject(call: DialectCall): Promise<{ scope: Scope; projectId: string }> {
  await countRequest(call);
  const { principal } = call;
  let { projectId } = principal;
  if (projectId === null) {
    const { items } = await (await getStore()).projects.list(scopeOf(principal), { limit: 2 });
    const [only] = items;
    if (!only || items.length > 1) {
      throw new DialectError(400, "This key reaches several projects. Use a key that is for one of them.");
    }
    projectId = only.id;
  }
  return { scope: await projectScope(principal, projectId), projectId };
}
