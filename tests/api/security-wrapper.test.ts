import { describe, expect, it } from "vitest";
import { routeTable } from "@/lib/http/endpoint";
import { apiStore, call } from "../support/api";
import { fillPath, pathNames, routeFiles } from "../support/routes";

apiStore();

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;
const ID = "0123456789abcdef01234567";

describe("every route file", () => {
  const all = routeFiles();
  const isDialect = ({ path }: { path: string }) => path.startsWith("/api/v1/");
  const files = all.filter((file) => !isDialect(file));

  it("is found", () => {
    expect(files.map(({ path }) => path)).toContain("/api/users/profile");
    expect(files.length).toBeGreaterThan(10);
    expect(all.filter(isDialect)).toHaveLength(1);
  });

  it.each(all.filter(isDialect))(
    "$file refuses in OpenAI's dialect whatever has no key",
    async ({ path, load }) => {
      const route = await load();
      for (const method of METHODS) {
        if (method === "OPTIONS") continue;
        const { status, headers, body } = await call(
          route,
          `${method} ${path.replace("[[...path]]", "models")}`,
          {
            params: { path: ["models"] } as never,
          },
        );
        const label = `${method} → ${status}`;
        expect([401, 405], label).toContain(status);
        expect(headers.get("x-request-id"), label).toMatch(/^[0-9a-f-]{36}$/);
        expect(headers.get("x-content-type-options"), label).toBe("nosniff");
        if (method !== "HEAD")
          expect(Object.keys(body.error), label).toEqual(["message", "type", "param", "code"]);
      }
    },
  );

  it.each(files)("$file answers every method through the wrapper", async ({ path, load }) => {
    const route = await load();
    const params = Object.fromEntries(pathNames(path).map((name) => [name, ID]));
    const target = fillPath(path, params)
      .replace("/[[...path]]", "/none")
      .replace("[...nextauth]", "providers");
    for (const method of METHODS) {
      expect(route[method], `exports ${method}`).toBeTypeOf("function");
      const { status, headers, body } = await call(route, `${method} ${target}`, { params });
      const label = `${method} ${path} → ${status}`;
      expect(status, label).toBeLessThan(500);
      expect(headers.get("x-request-id"), label).toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get("x-content-type-options"), label).toBe("nosniff");
      expect(headers.get("content-security-policy"), label).toBeTruthy();
      expect(headers.get("vary"), label).toContain("Origin");
      if (status >= 400 && method !== "HEAD") {
        expect(body, label).toMatchObject({ success: false, requestId: headers.get("x-request-id") });
      }
      if (status === 405) expect(headers.get("allow"), label).toContain("OPTIONS");
    }
  });

  it.each(files)("$file lets nobody in without a credential where one is needed", async ({ path, load }) => {
    const route = await load();
    const table = route.GET && routeTable(route.GET);
    expect(table, "comes from endpoint()").toBeDefined();
    const params = Object.fromEntries(pathNames(path).map((name) => [name, ID]));
    for (const [method, operation] of Object.entries(table ?? {})) {
      if (operation.auth === "public") continue;
      const { status, body } = await call(route, `${method} ${fillPath(path, params)}`, {
        params,
        ...(method === "GET" ? {} : { body: {} }),
      });
      expect([status, body.code], `${method} ${path}`).toEqual([401, "unauthenticated"]);
    }
  });
});
