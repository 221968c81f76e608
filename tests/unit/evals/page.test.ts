import { expect, it } from "vitest";
import { pageOf } from "@/lib/evals/page";

it("pages through a list without a gap or a repeat, and refuses a cursor that it did not give", () => {
  const items = ["a", "b", "c", "d", "e"].map((id) => ({ id }));
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = pageOf(items, { limit: 2, ...(cursor ? { cursor } : {}) });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen.join("")).toBe("abcde");
  expect(pageOf(items, {})).toEqual({ items, nextCursor: null });
  expect(() => pageOf(items, { limit: 2, cursor: "nothing" })).toThrow();
});
