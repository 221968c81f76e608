import { describe, it } from "vitest";
import { plainExtract } from "@/components/feedback/plain-extract";
import { isNumber, sheetsOf } from "@/components/knowledge/table-rows";
import { typedNumber } from "@/components/ui/typed-number";
import { cleanTitle, titleFromMessage } from "@/lib/chats/title";
import { downloadName, safeFilename } from "@/lib/files/filename";
import { normalizeAddress } from "@/lib/http/address";
import { cutText, sentences } from "@/lib/knowledge/index/split";
import { termsOf } from "@/lib/knowledge/index/terms";
import { readCode } from "@/lib/knowledge/read/code";
import { readCsv } from "@/lib/knowledge/read/csv";
import { readJson } from "@/lib/knowledge/read/json";
import { readMarkdown } from "@/lib/knowledge/read/markdown";
import { readPlain } from "@/lib/knowledge/read/plain";
import { MemorySource } from "@/lib/knowledge/search/memory-source";
import { fillVariables, variablePlaces, variableProblem } from "@/lib/schemas/variables";
import { searchExtract, searchIndexText, searchPhrases } from "@/lib/store/search-text";
import { casesOf, expectLinear, type Reader } from "./growth";

/** Everything on the server that reads a text of a person, a model or a file, with patterns that its expressions stumble over. */
const READERS: Reader[] = [
  [
    "the first title",
    titleFromMessage,
    ['" *a"', "[](", "[a](", "*a", "**a*", "_a", "`a``", "`", "~~a", "# ", "-\n", "a b ", "\n", "![["],
  ],
  ["a model's title", cleanTitle, ["<think>", '"', "* ", "title: ", "</think>", "a"]],
  ["a sheet's rows", sheetOf, ["\n", "a\n\n", "a | ", "|", " | ", " "]],
  ["a number in a table", (t) => isNumber(`${t}x`), ["1", "1,", " ", "1 ", "-"]],
  ["a number that is typed", (t) => typedNumber(`${t}x`), ["1", "1,", "1,000", ",000", ".", "1.", "-", " "]],
  ["an address", (t) => normalizeAddress(`[${t}`), ["]", "]:", "]:1", "1", "1.", ":", "%", "::"]],
  ["a reply in one line", plainExtract, [" ", "-", "\n", "|", "| - ", "`", "*", "[", "[](", "a_", "~~"]],
  ["variables", variablesOf, ["{{", "{{a", "{{a=", "{{ ", "\\{{", "}}", "{{a=b}}", "a"]],
  ["the search's words", (t) => searchIndexText(t), ["a", "a ", "東", "東 ", "a'", "́", "a_", "1.", "👩‍👩‍👧"]],
  ["a query", (t) => searchPhrases(t), ['"', '"a', "a ", "東", "“"]],
  ["an extract", (t) => searchExtract(t, [["a", "b"]]), ["a ", "a", " ", "a b ", "東"]],
  ["sentences", sentences, [".", '."', "?! ", "。", "」", "\n", " ", "a. "]],
  ["passages", (t) => cutText(t, 400), [".", "a", "a ", " ", "。", "\n", "1.", "’"]],
  ["terms", termsOf, ["a", "A", "aA", "_", "a'", "1.", "1,", "東", "́", "ing", "aed"]],
  ["compounds", indexed, ["hausdach ", "haus", "der die das ", "haus dach hausdach ", "aaaab "]],
  [
    "code",
    readCode,
    [
      "function ",
      "public ",
      "pub(",
      "pub()",
      "const a: ",
      "let a=",
      " ",
      "\n",
      "# \n",
      "export const a = async ",
      "\\s",
    ],
  ],
  ["plain text", (t) => readPlain(t), ["=", "=\n", " ", "\n", "a\n---\n", "1.", "A", "Ａ B\n"]],
  [
    "Markdown files",
    (t) => readMarkdown(t),
    ["> ", "- ", "* a\n", "|", "| a |\n|-|\n", "<", "<!--", "`", "[a]: ", "---\n", "    a\n", "#"],
  ],
  ["CSV", (t) => readCsv(t), ['"', '"a', ",", '"a",', "\n", ";\t", '""', 'a"b,']],
  ["JSON", (t) => readJson(t, "a.json"), ["[", '{"a":', '"', "\\u", "\n{"]],
  ["file names", (t) => [safeFilename(t), downloadName(t, "x")], [".", " ", "/", "a.", " .", "\u202e"]],
];

/** A German text, with as many different words as it has lines. */
function indexed(text: string): unknown {
  const words = text.split(" ").map((word, n) => `${word}${String.fromCharCode(97 + (n % 26))}${word}`);
  return new MemorySource().addPieces("a.txt", [`der die das ${words.join(" ")}`]);
}

function sheetOf(text: string): unknown {
  const location = { sheet: "Prices", row: 1, endRow: 2 };
  return sheetsOf([{ ordinal: 0, location, heading: [], text: `a${text}b`, tokens: 1, overlap: 0 }]);
}

function variablesOf(text: string): unknown {
  return [variableProblem([text]), variablePlaces(text), fillVariables(text, { a: "b" })];
}

describe("texts: double the input, at most two and a half times the time", () => {
  for (const entry of casesOf(READERS)) it(entry.name, () => expectLinear(entry));
});
