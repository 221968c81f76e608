import { describe, it } from "vitest";
import { jsonOf } from "@/lib/evals/checks/json";
import { marksIn } from "@/lib/evals/checks/passages";
import { words } from "@/lib/evals/checks/text";
import { readCases } from "@/lib/evals/exchange/import";
import { demoJudge, wordsOf } from "@/lib/evals/judge/demo";
import { parseJudgement } from "@/lib/evals/judge/parse";
import { judgePrompt } from "@/lib/evals/judge/prompt";
import { casesOf, expectLinear, type Reader } from "./growth";

/** A refusal is an answer as well. */
function quietly(run: () => unknown): unknown {
  try {
    return run();
  } catch {
    return null;
  }
}

const file = (format: "csv" | "json" | "promptfoo", around: (text: string) => string) => (text: string) =>
  quietly(() => readCases({ format, content: around(text) }));
const csv = (around: (text: string) => string) => file("csv", around);
const yaml = (around: (text: string) => string) => file("promptfoo", around);
const assertion = (type: string) =>
  yaml((text) => JSON.stringify({ tests: [{ vars: { question: "a" }, assert: [{ type, value: text }] }] }));

/** Everything of test sets and runs that reads a text of a person, a model or a file. */
const READERS: Reader[] = [
  ["a table of cases", csv((text) => text), ['"', '"a', ",", '"a",', "\n", ";\t", '""', 'a"b,', '" ', "|"]],
  [
    "a table's rows",
    csv((text) => `question,b\n${text}`),
    ['"', '"a" ', '"\n', "a,b\n", '"a";', "\t", "a\r"],
  ],
  [
    "an expectation in a table",
    csv((text) => `question,__expected\na,"${text}"\n`),
    ["a", "a-", "(", "(1", "(1.", "1", ":", ": ", "not-", "is-json", "contains-all: ", ","],
  ],
  [
    "promptfoo's YAML",
    yaml((text) => text),
    [
      "- ",
      "a: ",
      "? ",
      "[",
      "{a: ",
      "# a\n",
      "- a\n",
      '"',
      "'",
      "|\n",
      "&a ",
      "*a ",
      "a:\n ",
      "\t",
      "---\n",
      "!",
    ],
  ],
  [
    "promptfoo's tests",
    yaml((text) => `tests:\n${text}`),
    ["  - vars: {question: a}\n", "  - file://a\n", "  -\n"],
  ],
  ["a list in an assertion", assertion("contains-all"), [",", " ,", "a,", " "]],
  ["a schema in an assertion", assertion("is-json"), ["[", '{"a":', " ", '"', "{}"]],
  ["a pattern in an assertion", assertion("regex"), ["(", "a?", "(a|", "[a-", ".*", "\\"]],
  ["cases as JSON", file("json", (text) => text), ["[", '{"a":', '"', "\\u", "\n{"]],
  ["marks", marksIn, ["[", "[1", "[1,", "[1 ", "[1]", "[1, 2]", "]", "1"]],
  ["JSON in an answer", jsonOf, ["```\n", "   ```", "{", '{"a":[', " ", "\n", '"']],
  [
    "a number of words",
    (text) => words({ type: "words", required: true, min: 1 }, text),
    ["a ", "a", " ", "東"],
  ],
  [
    "what a judge says",
    (text) => parseJudgement(text, ["i1"], text),
    ["```\n", '{"items":[', " ", "a ", "\n"],
  ],
  [
    "a judge's quote",
    (text) =>
      parseJudgement(
        JSON.stringify({ items: [{ id: "i1", verdict: "yes", quote: `${"a ".repeat(2_000)}b` }] }),
        ["i1"],
        text,
      ),
    ["a ", "a  ", "a", " ", "a\n"],
  ],
  [
    "a judge's prompt",
    (text) => judgePrompt({ question: text, answer: text, passages: [], items: [{ id: "i1", text }] }, "abc"),
    ["abc", "ab", "a ", " ", "\n"],
  ],
  ["the demo's words", wordsOf, ["a", "a-", "-", "é", "東", " ", "a "]],
  [
    "the demo's judge",
    (text) => demoJudge({ answer: text, items: [{ id: "i1", text }] }),
    ["a ", "ab1 ", "\n"],
  ],
];

describe("tests and their files: double the input, at most two and a half times the time", () => {
  for (const entry of casesOf(READERS)) it(entry.name, () => expectLinear(entry));
});
