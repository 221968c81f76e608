import { globSync } from "node:fs";
import { resolve } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { type RouteHandler, routeTable } from "@/lib/http/endpoint";
import { openapiDocument } from "@/lib/openapi/document";
import { operations } from "@/lib/openapi/operations";
import { undocumented } from "../support/openapi";

/** next-auth's own routes keep its formats, and so does OpenAI's dialect; the catch-all only says 404. */
const UNDOCUMENTED = [
  "app/api/auth/[...nextauth]/route.ts",
  "app/api/v1/[[...path]]/route.ts",
  "app/api/[[...path]]/route.ts",
];

const routeFiles = globSync(["app/**/route.ts", "app/.well-known/**/route.ts"]).filter(
  (file) => !UNDOCUMENTED.includes(file),
);
const pathOf = (file: string) => file.replace(/^app|\/route\.ts$/g, "").replace(/\[(\w+)\]/g, "{$1}");

async function tableOf(file: string) {
  const module = (await import(/* @vite-ignore */ resolve(file))) as { GET: RouteHandler };
  const table = routeTable(module.GET);
  if (!table) throw new Error(`${file} does not come from endpoint()`);
  return table;
}

describe("the OpenAPI document", () => {
  it("is valid OpenAPI 3.1", async () => {
    const document = JSON.parse(JSON.stringify(openapiDocument("1.2.3")));
    const result = await new Validator().validate(document);
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
    expect(document.openapi).toBe("3.1.0");
  });

  it("lists every operation once, under an id of its own", () => {
    const keys = operations.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length);
  });

  it("has only references that lead somewhere", () => {
    const text = JSON.stringify(openapiDocument("1"));
    const document = JSON.parse(text);
    for (const [, name = ""] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      expect(document.components.schemas, name).toHaveProperty(name);
    }
    expect(text).not.toContain("$defs");
  });

  it("has no schema that contains itself: of such client generators make types that don't compile", () => {
    const { schemas } = JSON.parse(JSON.stringify(openapiDocument("1"))).components;
    const own = Object.entries(schemas).filter(([name, schema]) =>
      JSON.stringify(schema).includes(`"#/components/schemas/${name}"`),
    );
    expect(own.map(([name]) => name)).toEqual([]);
    expect(Object.keys(schemas).filter((name) => name.startsWith("_"))).toEqual([]);
  });

  it("lists exactly the methods that the route files serve", async () => {
    const served: string[] = [];
    for (const file of routeFiles) {
      for (const method of Object.keys(await tableOf(file))) {
        served.push(`${method.toLowerCase()} ${pathOf(file)}`);
      }
    }
    expect(served.sort()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it("describes the very schemas that the routes parse with, and their credentials", async () => {
    for (const file of routeFiles) {
      for (const [method, operation] of Object.entries(await tableOf(file))) {
        const described = operations.find(
          (candidate) => candidate.path === pathOf(file) && candidate.method === method.toLowerCase(),
        );
        const name = `${method} ${pathOf(file)}`;
        expect(described?.auth, name).toBe(operation.auth);
        expect(described?.body === operation.body, `${name}: body`).toBe(true);
        expect(described?.query === operation.query, `${name}: query`).toBe(true);
      }
    }
  });
});

describe("the check of real answers", () => {
  const file = {
    id: "1",
    filename: "a",
    fileId: null,
    size: 1,
    mimeType: "a/b",
    status: "ready",
    chatId: null,
  };
  const answer = (extra: object) => ({
    status: 200,
    mediaType: "application/json",
    body: { success: true, data: { file: { ...file, ...extra } } },
  });
  const uploadedAt = "2026-01-01T00:00:00.000Z";
  const path = "/api/projects/1/files/2";

  it("accepts what is promised and nothing else", () => {
    expect(undocumented("GET", path, answer({ uploadedAt }))).toBeNull();
    expect(undocumented("GET", path, answer({}))).toContain("uploadedAt");
    expect(undocumented("GET", path, answer({ uploadedAt: "yesterday" }))).toContain("format");
    expect(undocumented("GET", path, answer({ uploadedAt, bodyId: "secret" }))).toContain("additional");
    expect(undocumented("GET", path, { ...answer({ uploadedAt }), status: 202 })).toContain("202");
  });
});
