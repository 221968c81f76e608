import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Components whose `title` is a heading of theirs and no attribute. */
const isOurs = (tag: string) =>
  /^[A-Z]/.test(tag) && !/^(Link|Button|SidebarLink)$|(Button|Trigger)$/.test(tag);

test("no element has a title attribute: tips are data-tip, which keyboards and fingers reach too", () => {
  const found = globSync(["components/**/*.tsx", "app/**/*.tsx"]).flatMap((path) => {
    const source = readFileSync(path, "utf8");
    return [...source.matchAll(/\stitle=/g)].flatMap(({ index }) => {
      const before = source.slice(0, index);
      const tag = [...before.matchAll(/<([A-Za-z][\w.]*)/g)].at(-1)?.[1] ?? "";
      return isOurs(tag) ? [] : [`${path}:${before.split("\n").length} <${tag}>`];
    });
  });
  expect(found).toEqual([]);
});
