import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const FOLDER = "tests/e2e";
/** How many behaviours docs/ux-review.md numbers. */
const COUNT = 88;

/** Numbers at the beginning of a title and of its parts: "1 Enter sends; 11 the focus returns", "71: …", "46, 48: …". */
const numbersIn = (title: string) =>
  [...title.matchAll(/(?:^|[,;] )(?:ux )?(\d{1,2})(?=[ :,])/g)].map(([, number]) => Number(number));

function namedInTests(): Set<number> {
  const named = new Set<number>();
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".spec.ts"))) {
    const source = readFileSync(`${FOLDER}/${file}`, "utf8");
    for (const [, title] of source.matchAll(/\btest\(\s*"([^"]+)"/g)) {
      for (const number of numbersIn(title ?? "")) named.add(number);
    }
  }
  return named;
}

/** First column of the table's rows: `| 12 | …` or `| 12–15 | …`. */
function reviewed(): Map<number, string> {
  const rows = new Map<number, string>();
  for (const line of readFileSync("docs/ux-review.md", "utf8").split("\n")) {
    const [, from, row] = /^\| (\d{1,2}) \|(.+)\|$/.exec(line) ?? [];
    if (from && row) rows.set(Number(from), row);
  }
  return rows;
}

describe("the behaviours that people expect", () => {
  it("are each named in a browser test", () => {
    const named = namedInTests();
    const missing = Array.from({ length: COUNT }, (_, i) => i + 1).filter((number) => !named.has(number));
    expect(missing).toEqual([]);
  });

  it("are each in the review, with what was looked at", () => {
    const rows = reviewed();
    const missing = Array.from({ length: COUNT }, (_, i) => i + 1).filter((number) => !rows.has(number));
    expect(missing).toEqual([]);
  });

  it("stand in the review beside spec files that name them", () => {
    for (const [number, row] of reviewed()) {
      const files = [...row.matchAll(/`([\w-]+)`/g)].map(([, name]) => `${FOLDER}/${name}.spec.ts`);
      const naming = files.filter((file) =>
        [...readFileSync(file, "utf8").matchAll(/\btest\(\s*"([^"]+)"/g)].some(([, title]) =>
          numbersIn(title ?? "").includes(number),
        ),
      );
      expect(naming, `behaviour ${number}`).not.toEqual([]);
    }
  });
});
