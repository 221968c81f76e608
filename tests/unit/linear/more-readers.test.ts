import { strToU8 } from "fflate";
import { describe, it } from "vitest";
import { languageOf } from "@/lib/knowledge/index/languages";
import { detectType } from "@/lib/knowledge/read/detect";
import { textType } from "@/lib/knowledge/read/detect-text";
import { simplifyWord } from "@/lib/knowledge/read/docx-simplify";
import { byteOrderMark, declaredEncoding, isPlausible, silentWide } from "@/lib/knowledge/read/encoding";
import { unescaped } from "@/lib/knowledge/read/json";
import { inColumns } from "@/lib/knowledge/read/pdf-columns";
import { withoutRunningTitles } from "@/lib/knowledge/read/pdf-layout";
import { pageRows } from "@/lib/knowledge/read/pdf-rows";
import { readRtf } from "@/lib/knowledge/read/rtf";
import { looksLikeText } from "@/lib/knowledge/read/text";
import { formatOf } from "@/lib/knowledge/read/xlsx-formats";
import { type Case, expectLinear } from "./growth";

const over = (name: string, patterns: string[], max: number, run: (text: string) => unknown): Case[] =>
  patterns.map((pattern) => ({
    name: `${name}: ${JSON.stringify(pattern)}`,
    max,
    make: (n: number) => pattern.repeat(n),
    run,
  }));

/** What is refused has been bounded. */
const bounded = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    if (!(error instanceof Error && error.name === "UnreadableFileError")) throw error;
  }
};
const item = (str: string, i: number) => ({
  str,
  transform: [10, 0, 0, 10, (i % 7) * 60, 800 - Math.floor(i / 7) * 12],
  width: 20,
  height: 10,
  hasEOL: i % 7 === 6,
});

const CASES: Case[] = [
  ...over("RTF", ["{", "{\\*", "\\u8364?", "\\'fc", "\\row\\cell a", "{\\fonttbl"], 100_000, (text) =>
    readRtf(strToU8(text)),
  ),
  ...over("the beginning of a text", ["<!--", "From: a\n", "[[", '["'], 30_000, (text) =>
    textType(text, "a"),
  ),
  ...over("an encoding declared", ["<meta ", "<?xml ", "#coding", "# coding:\n"], 30_000, (text) =>
    declaredEncoding(strToU8(text)),
  ),
  ...over("what may be text", ["a\0", "\u0001", "é"], 30_000, (text) => {
    const bytes = strToU8(text);
    return [looksLikeText(bytes), silentWide(bytes), byteOrderMark(bytes), isPlausible(text)];
  }),
  ...over("a Word part", ["<m:oMath>", "<w:rt>", "<w:ruby>", "<w:r>&amp;", '<a b="'], 30_000, (text) =>
    bounded(() => simplifyWord(text)),
  ),
  ...over("a number format", ["[h", '"', "["], 30_000, formatOf),
  ...over("escaped letters", ["\\u00fc", "\\", "\\\\u", "\\u"], 30_000, unescaped),
  ...over("the language of a text", ["die the le ", "x"], 30_000, languageOf),
  {
    name: "a page of a PDF drawn in cells",
    max: 20_000,
    make: (n) => "a word of some ".repeat(n),
    run: (text) => inColumns(pageRows(text.split(" ").map(item))),
  },
  {
    name: "pages of a PDF with the same lines",
    max: 20_000,
    make: (n) => "Page 1 of 2\n".repeat(n),
    run: (text) => {
      const lines = text.split("\n").map((line, i) => ({ text: line, x: 0, y: i % 50, height: 10 }));
      const pages = Array.from({ length: Math.ceil(lines.length / 4) }, (_, i) =>
        lines.slice(i * 4, i * 4 + 4),
      );
      return withoutRunningTitles(pages);
    },
  },
];

describe("more that reads files is linear in its input", () => {
  it.each(CASES.map((entry) => [entry.name, entry] as const))("%s", (_, entry) => expectLinear(entry));

  it("a beginning of any kind is looked at once", async () => {
    await detectType(strToU8("PK\u0003\u0004".repeat(100_000)), "a.zip");
    await detectType(strToU8("%PDF-".repeat(100_000)), "a.txt");
  });
});
