import { describe, expect, it } from "vitest";
import { assertionOf, checkOf } from "@/lib/evals/exchange/asserts";
import { checkInputSchema, checkSchema } from "@/lib/schemas";

type Given = Parameters<typeof checkOf>[0];

const mapped = (assertion: Given) => {
  const found = checkOf(assertion);
  return found && checkInputSchema.parse(found.check);
};

describe("promptfoo's assertions", () => {
  it.each<[Given, object]>([
    [
      { type: "equals", value: "a" },
      { type: "equals", value: "a" },
    ],
    [
      { type: "contains", value: "a" },
      { type: "contains", all: ["a"] },
    ],
    [
      { type: "icontains", value: "a" },
      { type: "contains", all: ["a"] },
    ],
    [
      { type: "contains-all", value: ["a", "b"] },
      { type: "contains", all: ["a", "b"] },
    ],
    [
      { type: "icontains-all", value: "a, b" },
      { type: "contains", all: ["a", "b"] },
    ],
    [
      { type: "contains-any", value: ["a"] },
      { type: "contains", any: ["a"] },
    ],
    [
      { type: "icontains-any", value: ["a", "b"] },
      { type: "contains", any: ["a", "b"] },
    ],
    [
      { type: "starts-with", value: "a" },
      { type: "starts-with", value: "a" },
    ],
    [
      { type: "regex", value: "a+" },
      { type: "regex", pattern: "a+" },
    ],
    [
      { type: "similar", value: "a", threshold: 0.7 },
      { type: "similar", value: "a", threshold: 0.7 },
    ],
    [
      { type: "cost", threshold: 0.01 },
      { type: "cost", max: 0.01 },
    ],
    [
      { type: "latency", threshold: 900 },
      { type: "latency", total: 900 },
    ],
    [{ type: "is-json" }, { type: "json" }],
    [
      { type: "contains-json", value: { type: "object" } },
      { type: "json", schema: { type: "object" } },
    ],
    [
      { type: "levenshtein", value: "a" },
      { type: "near", value: "a", distance: 5 },
    ],
    [
      { type: "llm-rubric", value: "Is kind" },
      { type: "meets", criteria: "Is kind" },
    ],
    [
      { type: "g-eval", value: ["Is kind", "Is short"] },
      { type: "meets", criteria: "Is kind; Is short" },
    ],
    [{ type: "factuality", value: "At nine" }, { type: "agrees" }],
    [{ type: "context-faithfulness" }, { type: "grounded" }],
    [
      { type: "select-best", value: "The shorter one" },
      { type: "better", criteria: "The shorter one" },
    ],
  ])("%j becomes a check of its name, and turned round with not-", (assertion, check) => {
    expect(mapped(assertion)).toMatchObject(check);
    expect(mapped({ ...assertion, type: `not-${assertion.type}` })).toMatchObject({ ...check, not: true });
  });

  it.each<Given>([
    { type: "javascript", value: "1" },
    { type: "python", value: "1" },
    { type: "webhook", value: "https://example.com" },
    { type: "contains", value: "file://words.txt" },
    { type: "constructor", value: "a" },
    { type: "cost", threshold: "much" },
    { type: "equals", value: { a: 1 } },
  ])("%j has no counterpart", (assertion) => expect(checkOf(assertion)).toBeNull());

  it("come back from what a check is written as, or say that there is none", () => {
    const back = (check: object) => {
      const assertion = assertionOf(checkSchema.parse(check), "At nine");
      return assertion && mapped(assertion);
    };
    for (const check of [
      { type: "contains", any: ["a", "b"] },
      { type: "contains", all: ["a"], not: true },
      { type: "near", value: "a", distance: 3 },
      { type: "json", schema: { type: "object" } },
      { type: "latency", total: 50 },
      { type: "meets", criteria: "Is kind" },
      { type: "better", criteria: "Shorter" },
    ]) {
      expect(back(check)).toMatchObject(check);
    }
    expect(back({ type: "contains", none: ["a"] })).toMatchObject({ any: ["a"], not: true });
    expect(back({ type: "contains", all: ["a"], none: ["b"] })).toBeNull();
    expect(back({ type: "finish" })).toBeNull();
  });
});
