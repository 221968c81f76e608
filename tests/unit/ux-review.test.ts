import { globSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { expect, it } from "vitest";

/** The behaviours that people expect, by the numbers of the review. */
const BEHAVIOURS = 88;

/** Which browser tests hold a behaviour: its number begins a title, or a part of one ("1 Enter sends; 11 the focus returns"). */
function held(): Map<number, Set<string>> {
  const found = new Map<number, Set<string>>();
  for (const path of globSync("tests/e2e/*.spec.ts")) {
    for (const [, , title = ""] of readFileSync(path, "utf8").matchAll(/\btest\(\s*(["`])(.*?)\1/gs)) {
      for (const [, numbers = ""] of title.matchAll(
        /(?:^|[;,] )(?:ux )?(\d{1,2}(?:, \d{1,2})*)(?=:? \p{L})/gu,
      )) {
        for (const number of numbers.split(", ").map(Number)) {
          found.set(number, (found.get(number) ?? new Set()).add(basename(path, ".spec.ts")));
        }
      }
    }
  }
  return found;
}

it("the review of the interface names, for every behaviour, the browser tests that hold it", () => {
  const rows = new Map(
    readFileSync("docs/ux-review.md", "utf8")
      .split("\n")
      .flatMap((line) => {
        const [, number, tests] = /^\| (\d{1,2}) \|[^|]*\|([^|]*)\|/.exec(line) ?? [];
        return number === undefined ? [] : [[Number(number), tests ?? ""] as const];
      }),
  );
  const tests = held();
  for (let number = 1; number <= BEHAVIOURS; number++) {
    const named = [...(rows.get(number) ?? "").matchAll(/`([\w-]+)`/g)].map(([, name]) => name);
    expect(named, `${number}`).toEqual([...(tests.get(number) ?? [])].sort());
    expect(named.length, `${number}`).toBeGreaterThan(0);
  }
});
