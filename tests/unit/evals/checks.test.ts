import { describe, expect, it } from "vitest";
import { type Answered, isPlain, runPlain } from "@/lib/evals/checks";
import { JSON_LIMITS } from "@/lib/evals/checks/json";
import { marksIn } from "@/lib/evals/checks/passages";
import { NEAR_TEXT, REGEX_TEXT } from "@/lib/evals/checks/text";
import { CHECK_LIMITS, checkInputSchema } from "@/lib/schemas";

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

function verdict(check: object, more: Partial<Answered> = {}): string {
  const parsed = checkInputSchema.parse(check);
  if (!isPlain(parsed)) throw new Error("needs more than the answer");
  return runPlain(parsed, answered(more)).verdict;
}
const said = (output: string) => ({ output });

describe("checks of text", () => {
  it.each([
    [{ type: "equals", value: "  yes " }, "yes", "pass"],
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
    [{ type: "regex", pattern: "F-\\d{4}" }, "F-1187", "pass"],
    [{ type: "regex", pattern: "f-\\d{4}", ignoreCase: true }, "F-1187", "pass"],
    [{ type: "regex", pattern: "^x" }, "abc", "fail"],
    [{ type: "regex", pattern: "(?=a)a" }, "abc", "error"],
    [{ type: "regex", pattern: "x", not: true }, "abc", "pass"],
    [{ type: "regex", pattern: "(", not: true }, "abc", "error"],
    [{ type: "words", min: 2, max: 3 }, "one two three", "pass"],
    [{ type: "words", max: 2 }, "one two three", "fail"],
    [{ type: "near", value: "kitten", distance: 3 }, "sitting", "pass"],
    [{ type: "near", value: "kitten", distance: 2 }, "sitting", "fail"],
    [{ type: "near", value: "a", distance: 2 }, "a".repeat(NEAR_TEXT * 2), "fail"],
  ])("%j on %j", (check, output, expected) => {
    expect(verdict(check, said(output.slice(0, 40_000)))).toBe(expected);
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
  ])("%j on %j", (check, output, expected) => {
    expect(verdict(check, said(output))).toBe(expected);
  });

  it("wants an answer that came to its end", () => {
    expect(verdict({ type: "finish" })).toBe("pass");
    expect(verdict({ type: "finish" }, { finishReason: "length" })).toBe("fail");
  });
});

describe("checks of passages", () => {
  it("read the marks of an answer", () => {
    expect(marksIn("a [1][2], b [2, 13] and [x] [1234]")).toEqual([1, 2, 13]);
  });

  it.each([
    [{ type: "finds", hash: "bb" }, {}, "pass"],
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
