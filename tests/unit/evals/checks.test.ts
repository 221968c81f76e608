import { describe, expect, it } from "vitest";
import { type Answered, isPlain, runPlain } from "@/lib/evals/checks";
import { JSON_LIMITS } from "@/lib/evals/checks/json";
import { marksIn } from "@/lib/evals/checks/passages";
import { cosineOf } from "@/lib/evals/checks/similar";
import { NEAR_TEXT, REGEX_TEXT } from "@/lib/evals/checks/text";
import { CHECK_LIMITS, type Check, checkInputSchema } from "@/lib/schemas";

const answered = (more: Partial<Answered> = {}): Answered => ({
  output: "The filter has the number F-1187 [1].",
  passages: [
    { hash: "aa", rank: 1, fileId: "f1", filename: "spares.md", text: "F-1187" },
    { hash: "bb", rank: 2, fileId: "f2", filename: "other.md", text: "…" },
  ],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  cost: 0.002,
  firstMs: 120,
  totalMs: 400,
  finishReason: "stop",
  ...more,
});

const verdict = (check: object, more: Partial<Answered> = {}) =>
  verdictOf(checkInputSchema.parse(check), more);
/** Also of a check that was kept before a bound was there. */
function verdictOf(check: Check, more: Partial<Answered>): string {
  if (!isPlain(check)) throw new Error("needs more than the answer");
  return runPlain(check, answered(more)).verdict;
}
const said = (output: string) => ({ output });

describe("checks of text", () => {
  it.each([
    [{ type: "equals", value: "  yes " }, "yes", "pass"],
    [{ type: "equals", value: "yes" }, " yes\n", "pass"],
    [{ type: "equals", value: "Yes" }, "yes", "fail"],
    [{ type: "equals", value: "Yes", ignoreCase: true }, "yes", "pass"],
    [{ type: "contains", all: ["FILTER", "f-1187"] }, "the filter F-1187", "pass"],
    [{ type: "contains", all: ["a", "z"] }, "abc", "fail"],
    [{ type: "contains", any: ["x", "b"] }, "abc", "pass"],
    [{ type: "contains", any: ["x", "y"] }, "abc", "fail"],
    [{ type: "contains", none: ["x"] }, "abc", "pass"],
    [{ type: "contains", none: ["B"] }, "abc", "fail"],
    [{ type: "contains", value: "b" }, "abc", "pass"],
    [{ type: "starts-with", value: "Dear" }, "\nDear you", "pass"],
    [{ type: "starts-with", value: "dear" }, "Dear you", "fail"],
    [{ type: "starts-with", value: "dear", ignoreCase: true }, "Dear you", "pass"],
    [{ type: "regex", pattern: "F-\\d{4}" }, "F-1187", "pass"],
    [{ type: "regex", pattern: "f-\\d{4}", ignoreCase: true }, "F-1187", "pass"],
    [{ type: "regex", pattern: "^x" }, "abc", "fail"],
    [{ type: "regex", pattern: "b" }, "abc", "pass"],
    [{ type: "regex", pattern: "b" }, `${"a".repeat(REGEX_TEXT - 1)}b`, "pass"],
    [{ type: "regex", pattern: "b" }, `${"a".repeat(REGEX_TEXT)}b`, "fail"],
    [{ type: "regex", pattern: "(?=a)a" }, "abc", "error"],
    [{ type: "regex", pattern: "x", not: true }, "abc", "pass"],
    [{ type: "regex", pattern: "(", not: true }, "abc", "error"],
    [{ type: "words", min: 2, max: 3 }, "one two three", "pass"],
    [{ type: "words", min: 3, max: 3 }, "one two three", "pass"],
    [{ type: "words", max: 2 }, "one two three", "fail"],
    [{ type: "words", min: 4 }, "one two three", "fail"],
    [{ type: "near", value: "kitten", distance: 3 }, "sitting", "pass"],
    [{ type: "near", value: "kitten", distance: 2 }, "sitting", "fail"],
    [{ type: "near", value: " kitten ", distance: 0 }, "\nkitten", "pass"],
    [{ type: "near", value: "kit", distance: 3 }, "kitten", "pass"],
    [{ type: "near", value: "a", distance: 2 }, "a".repeat(NEAR_TEXT * 2), "fail"],
    [{ type: "near", value: "a".repeat(NEAR_TEXT), distance: 2 }, "a".repeat(NEAR_TEXT), "pass"],
    [{ type: "near", value: "a".repeat(NEAR_TEXT), distance: 2 }, "a".repeat(NEAR_TEXT + 1), "error"],
  ])("%#", (check, output, expected) => {
    expect(verdict(check, said(output)), JSON.stringify(check).slice(0, 200)).toBe(expected);
  });
});

describe("checks of form", () => {
  const schema = { type: "object", required: ["a"], properties: { a: { type: "integer", format: "x" } } };
  it.each([
    [{ type: "json" }, '{"a":1}', "pass"],
    [{ type: "json" }, 'Here:\n```json\n{"a":1}\n```', "pass"],
    [{ type: "json" }, "```\n1\n```\n```\n2\n```", "fail"],
    [{ type: "json" }, "no", "fail"],
    [{ type: "json", schema }, '{"a":1}', "pass"],
    [{ type: "json", schema }, '{"a":"1"}', "fail"],
    [{ type: "json", schema: { $ref: "#" } }, "{}", "error"],
    [{ type: "json", schema: { properties: { x: { pattern: "(a+)+$" } } } }, "{}", "error"],
    [{ type: "json", schema: { properties: { pattern: { type: "string" } } } }, '{"pattern":"x"}', "pass"],
    [{ type: "json", schema: { const: { $ref: 1 } } }, '{"$ref":1}', "pass"],
    [{ type: "json", schema: 3 }, "{}", "error"],
    // `format` describes: it is not checked.
    [{ type: "json", schema: { type: "string", format: "date" } }, '"some day"', "pass"],
    [{ type: "json", schema: { properties: { format: { type: "integer" } } } }, '{"format":"x"}', "fail"],
  ])("%j on %j", (check, output, expected) => {
    expect(verdict(check, said(output))).toBe(expected);
  });

  const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;
  const items = (count: number) => JSON.stringify(Array.from({ length: count }, (_, i) => i));
  const inner = (depth: number): object => (depth === 0 ? {} : { items: inner(depth - 1) });
  const named = (count: number) => ({
    properties: Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, true])),
  });
  it.each([
    ["the answer's values", { schema: {} }, items(JSON_LIMITS.nodes - 1), "pass"],
    ["one value more", { schema: {} }, items(JSON_LIMITS.nodes), "error"],
    ["the answer's depth", { schema: {} }, nested(JSON_LIMITS.depth + 1), "pass"],
    ["one deeper", { schema: {} }, nested(JSON_LIMITS.depth + 2), "error"],
    ["the answer's length", {}, `"${"a".repeat(JSON_LIMITS.text - 2)}"`, "pass"],
    ["one longer", {}, `"${"a".repeat(JSON_LIMITS.text - 1)}"`, "fail"],
    ["a list without repeats", { schema: { uniqueItems: true } }, items(JSON_LIMITS.unique), "pass"],
    ["a longer one", { schema: { uniqueItems: true } }, items(JSON_LIMITS.unique + 1), "error"],
    ["the schema's depth", { schema: inner(30) }, "1", "pass"],
    ["a deeper schema", { schema: inner(31) }, "1", "error"],
    ["the schema's size", { schema: named(JSON_LIMITS.schemaNodes - 2) }, "1", "pass"],
    ["a larger schema", { schema: named(JSON_LIMITS.schemaNodes - 1) }, "1", "error"],
    ["a longer schema", { schema: { title: "a".repeat(CHECK_LIMITS.schema) } }, "1", "error"],
  ])("bounds what is compared: %s", (_what, more, output, expected) => {
    expect(verdictOf({ type: "json", required: true, ...more }, said(output))).toBe(expected);
  });

  it("wants an answer that came to its end", () => {
    expect(verdict({ type: "finish" })).toBe("pass");
    for (const finishReason of ["length", "content-filter", null] as const) {
      expect(verdict({ type: "finish" }, { finishReason })).toBe("fail");
    }
  });
});

describe("checks of passages", () => {
  it("read the marks of an answer", () => {
    expect(marksIn("a [1][2], b [2, 13] and [x] [1234]")).toEqual([1, 2, 13]);
  });

  it.each([
    [{ type: "finds", hash: "bb" }, {}, "pass"],
    [{ type: "finds", hash: "bb", k: 2 }, {}, "pass"],
    [{ type: "finds", hash: "bb", k: 1 }, {}, "fail"],
    [{ type: "finds", hash: "cc" }, {}, "fail"],
    [{ type: "cites", fileId: "f1" }, {}, "pass"],
    [{ type: "cites", fileId: "f2" }, {}, "fail"],
    [{ type: "cites", fileId: "f2" }, said("Both [1][2]."), "pass"],
    [{ type: "no-citation" }, {}, "fail"],
    [{ type: "no-citation" }, said("In chapter [7]."), "pass"],
  ])("%j", (check, more, expected) => expect(verdict(check, more)).toBe(expected));
});

describe("checks of effort", () => {
  it.each([
    [{ type: "latency", total: 400 }, {}, "pass"],
    [{ type: "latency", total: 399 }, {}, "fail"],
    [{ type: "latency", total: 400 }, { totalMs: null }, "fail"],
    [{ type: "latency", first: 120 }, {}, "pass"],
    [{ type: "latency", first: 119 }, {}, "fail"],
    [{ type: "latency", first: 119 }, { firstMs: null }, "fail"],
    [{ type: "cost", max: 0.002 }, {}, "pass"],
    [{ type: "cost", max: 0.001 }, {}, "fail"],
    [{ type: "cost", max: 0.001 }, { cost: null }, "skipped"],
    [{ type: "tokens", max: 15 }, {}, "pass"],
    [{ type: "tokens", max: 14 }, {}, "fail"],
    [{ type: "tokens", max: 14 }, { usage: null }, "skipped"],
  ])("%j", (check, more, expected) => expect(verdict(check, more)).toBe(expected));
});

describe("a check", () => {
  it("is watched or required as it says, also when it is turned round", () => {
    for (const not of [true, undefined]) {
      for (const required of [true, false]) {
        const check = { type: "words", min: 1, required, ...(not ? { not } : {}) } as const;
        expect(runPlain(check, answered())).toMatchObject({ type: "words", required });
      }
    }
  });

  it("compares vectors by their angle alone", () => {
    expect(cosineOf([1, 2], [10, 20])).toBeCloseTo(1, 12);
    expect(cosineOf([1, 0], [0, 3])).toBe(0);
    expect(cosineOf([1, 1], [-2, -2])).toBeCloseTo(-1, 12);
    expect(cosineOf([], [])).toBe(0);
  });
});

describe("the worst that each check can be given", () => {
  const long = "a ".repeat(200_000);
  const list = Array.from({ length: CHECK_LIMITS.list }, (_, i) => `${"ab".repeat(100)}${i}`);
  const deep = {
    type: "array",
    items: { anyOf: [{ type: "string" }, { type: "null" }, { type: "integer" }] },
  };
  const many = JSON.stringify(Array.from({ length: JSON_LIMITS.nodes - 2 }, (_, i) => i));
  it.each([
    ["equals", { type: "equals", value: "a".repeat(10_000), ignoreCase: true }, long],
    ["contains", { type: "contains", all: list, any: list, none: list }, "ab".repeat(200_000)],
    ["starts-with", { type: "starts-with", value: "a".repeat(10_000) }, long],
    ["regex", { type: "regex", pattern: "(x+x+)+y|(a|a)*b|(.*a){10}b" }, "a".repeat(REGEX_TEXT)],
    ["regex of many states", { type: "regex", pattern: "(a?){200}(a*)*(.*)*z" }, "a".repeat(REGEX_TEXT)],
    ["words", { type: "words", max: 1 }, long],
    ["near", { type: "near", value: "ab".repeat(5_000), distance: 9_000 }, "ba".repeat(NEAR_TEXT / 2)],
    ["json", { type: "json", schema: deep }, many],
    ["json in fences", { type: "json" }, `${"```\n".repeat(40_000)}`],
    ["no-citation", { type: "no-citation" }, "[1,".repeat(100_000)],
    ["no-citation of blanks", { type: "no-citation" }, `[1${" ".repeat(200_000)}`],
  ])("%s takes a moment of this thread's own", (name, check, output) => {
    expect(checkInputSchema.safeParse(check).success).toBe(true);
    const before = process.threadCpuUsage();
    verdict(check, said(output));
    const { user, system } = process.threadCpuUsage(before);
    if (process.env.TIMES) console.log(`${name}: ${Math.round((user + system) / 1_000)} ms`);
    expect(user + system).toBeLessThan(5_000_000);
  });
});
