/** What unmodified clients need stands in 34 numbered lines; each has a test that is named by its number. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const NAMED = /\b(?:it|describe)\("[^"]*?\blines? (\d+)(?: and (\d+))?\b/g;
/** A group's own span, as in "(lines 1 to 13)", names none of them. */
const SPAN = /lines? \d+ to \d+/g;

it("every numbered line of the dialect has a test of its own", () => {
  const files = ["tests/api", "tests/unit"].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.startsWith("openai-") && name !== "openai-lines.test.ts")
      .map((name) => `${folder}/${name}`),
  );
  const named = files.flatMap((file) =>
    [...readFileSync(file, "utf8").replace(SPAN, "").matchAll(NAMED)].flatMap(([, one, other]) => [
      one,
      other,
    ]),
  );
  const numbers = new Set(named.filter(Boolean).map(Number));
  expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 34 }, (_, index) => index + 1));
});
