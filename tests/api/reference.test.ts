import { expect, it } from "vitest";
import * as route from "@/app/api/reference.md/route";
import { call } from "../support/api";

it("gives anybody the reference as Markdown, whole or one operation", async () => {
  const whole = await call(route, "GET /api/reference.md");
  expect(whole.status).toBe(200);
  expect(whole.headers.get("content-type")).toContain("text/markdown");
  const one = await call(route, "GET /api/reference.md?operation=createKey");
  expect(one.status).toBe(200);
  expect((await call(route, "GET /api/reference.md?operation=nothing")).status).toBe(404);
});
