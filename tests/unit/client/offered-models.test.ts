import { afterEach, expect, it, vi } from "vitest";
import { standingOf } from "@/lib/client/offered-models";

afterEach(() => vi.unstubAllGlobals());

it("tells a model that is offered from one that is not, asks once for all, and anew on request", async () => {
  let asked = 0;
  let answer = { models: [{ id: "a", name: "A", contextWindow: 1 }], reachable: true };
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
  answer = { models: [], reachable: false };
  expect(await standingOf("a")).toBe("offered");
  expect(await standingOf("a", true)).toBe("down");
  vi.stubGlobal("fetch", async () => Promise.reject(new Error("away")));
  expect(await standingOf("x", true)).toBe("offered");
});
