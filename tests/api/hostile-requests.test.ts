import { beforeAll, describe, expect, it } from "vitest";
import { openapiDocument } from "@/lib/openapi/document";
import { exampleOf } from "@/lib/openapi/example";
import { apiStore, type CallOptions, call, type Person } from "../support/api";
import { firstPerson } from "../support/connection-calls";
import { makeKey } from "../support/key-calls";
import { expectGoodPlans } from "../support/mongo-plans";
import { freshDatabase } from "../support/mongo-server";
import { makeThings } from "../support/own-things";
import { fillPath, pathNames, type RouteFile, routeFiles } from "../support/routes";
import type { Ids } from "../support/stranger-attempts";

/** What drivers, patterns, parsers and prototypes stumble over, in place of any text. */
const TEXTS = ["a\0b", "__proto__"];
/** … and in place of any value. */
const VALUES = [null, [[{}]], "x".repeat(100_000)];
const IDS = ["\0", "__proto__", "x".repeat(100_000)];
const QUERIES = ["\0", "9".repeat(30), Buffer.from('{"at":1e400,"id":{"$ne":1}}').toString("base64url")];
const BODIES = [
  '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"toString":1,"hasOwnProperty":null}',
  '{"a":'.repeat(50_000),
  "null",
];

/** They end what the test stands on, go on for ever, or ask addresses of others. */
const APART =
  /events|\/stream|DELETE \/api\/users\/(profile|sessions)|\/test$|backup|\/resend|\/pdf-data|nextauth|admin\/settings|PATCH \/api\/admin\/users/;

type Operation = {
  parameters?: { in: string; name: string }[];
  requestBody?: { content: Record<string, { example?: unknown; schema?: unknown }> };
};
const document = JSON.parse(JSON.stringify(openapiDocument("test"))) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: never };
};
const operations = Object.entries(document.paths)
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      operation,
    })),
  )
  .filter(({ name }) => !APART.test(name));

/** Copies of a body with one of its values replaced. */
function* changed(body: unknown): Generator<unknown> {
  if (typeof body === "string") yield* TEXTS;
  yield* VALUES;
  if (body === null || typeof body !== "object") return;
  for (const key of Object.keys(body)) {
    for (const inner of changed((body as Record<string, unknown>)[key]))
      yield Array.isArray(body) ? Object.assign([...body], { [key]: inner }) : { ...body, [key]: inner };
  }
}

const server = process.env.MONGODB_TEST_URI;

// The rules are the same on both engines; MongoDB's driver has more to stumble over.
describe("on one engine", () => {
  apiStore(server ? { mongoUri: () => freshDatabase(server) } : {});
  expectGoodPlans();
  let me: Person;
  let ids: Ids;
  let secret = "";
  const routes = new Map<string, RouteFile>(routeFiles().map((route) => [route.path, route]));
  const dialect = routeFiles().find(({ path }) => path.startsWith("/api/v1/"));
  beforeAll(async () => {
    me = await firstPerson();
    ids = await makeThings(me);
    const scopes = ["chat", "search", "files:read", "files:write", "evals", "mcp"];
    secret = (await makeKey(me.token, { projectId: ids.projectId, scopes })).secret;
  });

  it.each(operations)(
    "$name answers what nobody should send by no fault of its own",
    async ({ method, path, operation, name }) => {
      const route = routes.get(path) ?? dialect;
      if (!route) throw new Error(`No file serves ${path}`);
      const handlers = await route.load();
      const faults: string[] = [];
      const attempt = async (what: string, options: CallOptions & { params?: Ids }) => {
        const given = { ...ids, ...options.params };
        const names = pathNames(path);
        const params: Record<string, string | string[]> = Object.fromEntries(
          names.map((one) => [one, given[one] ?? "x"]),
        );
        if (route === dialect) params.path = fillPath(path, given).replace("/api/v1/", "").split("/");
        const target = fillPath(
          path,
          Object.fromEntries(names.map((one) => [one, encodeURIComponent(given[one] ?? "x")])),
        );
        try {
          const answer = await call(handlers, `${method} ${target}`, {
            token: route === dialect ? secret : me.token,
            ...options,
            params,
          });
          if (answer.body === null) await answer.response.body?.cancel();
          if (answer.status >= 500)
            faults.push(`${what}: ${answer.status} ${JSON.stringify(answer.body)?.slice(0, 200)}`);
        } catch (error) {
          faults.push(`${what}: ${String(error).slice(0, 300)}`);
        }
      };
      const content = operation.requestBody?.content["application/json"];
      const example =
        content?.schema && exampleOf(content.schema as never, { components: document.components.schemas });
      for (const one of pathNames(path))
        for (const id of IDS)
          await attempt(`${one} ${id.slice(0, 20)}`, {
            params: { [one]: id },
            ...(example ? { body: example } : {}),
          });
      if (method === "GET")
        for (const parameter of (operation.parameters ?? []).filter((one) => one.in === "query"))
          for (const text of QUERIES)
            await attempt(`?${parameter.name}=${text.slice(0, 30)}`, { query: { [parameter.name]: text } });
      if (content && method !== "DELETE") {
        const headers = { "content-type": "application/json" };
        for (const body of BODIES) await attempt(`body ${body.slice(0, 30)}`, { body, headers });
        for (const body of changed(example))
          await attempt(`body ${JSON.stringify(body)?.slice(0, 300)}`, { body });
      }
      expect(faults.slice(0, 15), name).toEqual([]);
    },
  );
});
