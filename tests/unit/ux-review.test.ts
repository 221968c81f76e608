import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("the review of the interface names browser tests that are there", () => {
  const rows = readFileSync("docs/ux-review.md", "utf8")
    .split("\n")
    .filter((line) => /^\| \d{1,2} \|/.test(line));
  expect(rows.length).toBeGreaterThan(50);
  for (const row of rows) {
    const files = [...row.matchAll(/`([\w-]+)`/g)].map(([, name]) => `tests/e2e/${name}.spec.ts`);
    expect(files.some(existsSync), row).toBe(true);
  }
});
