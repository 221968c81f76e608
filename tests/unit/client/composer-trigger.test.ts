import { expect, it } from "vitest";
import { triggerAt } from "@/components/chat/composer-trigger";

const at = (text: string) => triggerAt(text, text.length);

it("@ asks for files where a word begins, / for prompts at the start of a message", () => {
  expect(at("see @hand")).toEqual({ kind: "file", query: "hand", from: 4, to: 9 });
  expect(at("(@")).toMatchObject({ kind: "file", query: "" });
  expect(at("@my hand book")).toMatchObject({ query: "my hand book" });
  expect(at("/rep")).toEqual({ kind: "prompt", query: "rep", from: 0, to: 4 });
});

it("addresses, paths, other lines and long texts are none", () => {
  for (const text of [
    "ada@example.com",
    "a/b",
    "/usr/bin",
    "and /rep",
    "@one\ntwo",
    `@${"x".repeat(80)}`,
    "",
  ]) {
    expect(at(text)).toBeNull();
  }
  expect(triggerAt("@hand", 0)).toBeNull();
});
