import { afterEach, expect, it, vi } from "vitest";
import { standingOf } from "@/lib/client/offered-models";

afterEach(() => vi.unstubAllGlobals());

it("tells a model that is offered from one that is not, asks once for all, and anew on request", async () => {
  let asked = 0;
  let answer = { models: [{ id: "a" }, { id: "one::b" }], down: [] as string[] };
  vi.stubGlobal("fetch", async () => {
    asked++;
    return Response.json({ success: true, data: answer });
  });
  expect(await Promise.all([standingOf("a"), standingOf("b"), standingOf("a")])).toEqual([
    "offered",
    "gone",
    "offered",
  ]);
  expect(asked).toBe(1);
  answer = { ...answer, down: ["environment", "two"] };
  expect(await standingOf("a")).toBe("offered");
  // What a provider listed before it went away is no sign of life; another's being up is none either.
  expect(await standingOf("a", true)).toBe("down");
  expect(await standingOf("one::b")).toBe("offered");
  expect(await standingOf("two::c")).toBe("down");
  vi.stubGlobal("fetch", async () => Promise.reject(new Error("away")));
  expect(await standingOf("x", true)).toBe("offered");
});
