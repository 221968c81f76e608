/** Routes × credentials: what a key of each scope, a key of another project and no key may call. Strangers have a file of their own. */
import { beforeAll, describe, expect, it } from "vitest";
import * as dialect from "@/app/api/v1/[[...path]]/route";
import { routeTable } from "@/lib/http/endpoint";
import type { Auth } from "@/lib/http/types";
import { dialectRoutes } from "@/lib/openai/routes";
import { KEY_SCOPES } from "@/lib/schemas";
import { type CallOptions, call, type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { makeKey } from "../support/key-calls";
import { makeThings, type Served, servedOperations, use } from "../support/own-things";
import { newProject } from "../support/project-calls";
import { ATTEMPTS, type Ids } from "../support/stranger-attempts";

const SERVED = await servedOperations();

async function authOf({ method, route }: Served): Promise<Auth> {
  const { GET } = await route.load();
  const table = GET && routeTable(GET);
  const operation = Object.entries(table ?? {}).find(([name]) => name === method)?.[1];
  if (!operation) throw new Error(`${method} ${route.path} is not served`);
  return operation.auth;
}
const GUARDED: (Served & { auth: Auth })[] = [];
for (const served of SERVED) {
  const auth = await authOf(served);
  if (auth !== "public") GUARDED.push({ ...served, auth });
}
const DIALECT = dialectRoutes.flatMap(({ path, methods }) =>
  Object.entries(methods).map(([method, { scopes }]) => ({
    name: `${method} ${path}`,
    method,
    path,
    scopes,
  })),
);

onEachEngine(() => {
  let me: Person;
  let ids: Ids;
  let elsewhere = "";
  const secrets = new Map<string, string>();
  beforeAll(async () => {
    me = await signUp();
    ids = await makeThings(me);
    const other = await newProject(me.token);
    for (const scope of KEY_SCOPES) {
      const made = await makeKey(me.token, { projectId: ids.projectId, scopes: [scope] });
      secrets.set(scope, made.secret);
    }
    ({ secret: elsewhere } = await makeKey(me.token, { projectId: other, scopes: [...KEY_SCOPES] }));
  });
  const attempt = (name: string): CallOptions => {
    const { body, query } = ATTEMPTS[name] ?? {};
    return { ...(body ? { body: body(ids) } : {}), query: query?.(ids) ?? {} };
  };
  const asked = async (served: Served, token?: string) => {
    const answer = await use(served, ids, { ...attempt(served.name), ...(token ? { token } : {}) });
    if (answer.body === null) await answer.response.body?.cancel();
    return answer;
  };

  it.each(GUARDED)("$name opens to nobody, and to keys with the scope $auth alone", async (served) => {
    expect((await asked(served)).status).toBe(401);
    expect((await asked(served, `${secrets.get("chat")}x`)).status).toBe(401);
    for (const [scope, secret] of secrets) {
      if (scope === served.auth) continue;
      const answer = await asked(served, secret);
      expect([scope, answer.status, answer.body.code]).toEqual([scope, 403, "missing_scope"]);
    }
    // What is read may be asked for without harm.
    const opens = served.method === "GET" ? secrets.get(served.auth) : undefined;
    if (opens) expect([401, 403]).not.toContain((await asked(served, opens)).status);
  });

  const open = GUARDED.filter(({ auth, route }) => auth !== "user" && route.path.includes("{"));
  it.each(open)("$name gives a key of another project nothing", async (served) => {
    const answer = await asked(served, elsewhere);
    expect(answer.status).toBe(404);
  });

  describe("under /api/v1", () => {
    const at = (method: string, path: string, token?: string) => {
      const filled = path.replace("*", `file-${ids.fileId}`).replace("*", ids.messageId ?? "");
      const body = method === "POST" ? { body: { model: ids.projectId, input: "x", messages: [] } } : {};
      return call(dialect, `${method} /api/v1${filled}`, { ...(token ? { token } : {}), ...body });
    };

    it.each(DIALECT)("$name opens to keys with one of its scopes alone", async ({ method, path, scopes }) => {
      expect((await at(method, path)).status).toBe(401);
      expect((await at(method, path, me.token)).status).toBe(401);
      for (const [scope, secret] of secrets) {
        if (scopes.some((one) => one === scope)) continue;
        const answer = await at(method, path, secret);
        expect([scope, answer.status, answer.body.error.code]).toEqual([scope, 403, "missing_scope"]);
      }
      const foreign = await at(method, path, elsewhere);
      const { projectId = "", fileId = "", chatId = "" } = ids;
      for (const id of [projectId, fileId, chatId]) {
        const text = JSON.stringify(foreign.body ?? "").replaceAll(/`[^`]*`|'[^']*'/g, "");
        expect(text).not.toContain(id);
      }
      if (path.includes("*")) expect(foreign.status).toBeGreaterThanOrEqual(400);
    });
  });
});
