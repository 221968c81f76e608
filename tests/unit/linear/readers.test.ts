import { strToU8, zipSync } from "fflate";
import { describe, it } from "vitest";
import { READ_LIMITS } from "@/lib/knowledge/read/document";
import { readHtml } from "@/lib/knowledge/read/html";
import { readMarkdown } from "@/lib/knowledge/read/markdown";
import { readOdt } from "@/lib/knowledge/read/odt";
import { sheetRemarks } from "@/lib/knowledge/read/office-parts";
import { readPptx } from "@/lib/knowledge/read/pptx";
import { readXlsx } from "@/lib/knowledge/read/xlsx";
import { parseXml } from "@/lib/knowledge/read/xml";
import { openArchive } from "@/lib/knowledge/read/zip";
import { type Case, expectLinear } from "./growth";

const context = { filename: "x", limits: READ_LIMITS };
const pack = (parts: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), {
    level: 0,
  });
/** What is refused has been bounded. */
const bounded = (read: () => unknown) => {
  try {
    read();
  } catch (error) {
    if (!(error instanceof Error && error.name === "UnreadableFileError")) throw error;
  }
};
const xlsx = (parts: Record<string, string>) =>
  bounded(() => readXlsx(pack({ "xl/workbook.xml": "<workbook/>", ...parts }), context));
const odt = (body: string) =>
  bounded(() => readOdt(pack({ "content.xml": `<body>${body}</body>` }), context));
const html = (text: string) => bounded(() => readHtml(text));

const CASES: Case[] = [
  ...["<sheet ", "<sheet a>", '<a b="', "<!--", "<![CDATA["].map((pattern) => ({
    name: `the list of sheets: ${pattern}`,
    max: 80_000,
    make: (n: number) => pattern.repeat(n),
    run: (text: string) => xlsx({ "xl/workbook.xml": text }),
  })),
  ...["<rPh ", "<rPh>", "<si><rPh>", "<si><t>a</t></si>"].map((pattern) => ({
    name: `shared strings: ${pattern}`,
    max: 20_000,
    make: (n: number) => pattern.repeat(n),
    run: (text: string) => xlsx({ "xl/sharedStrings.xml": text }),
  })),
  ...["<sldId ", '<p:sldId id="', '<p:sldId r:id="'].map((pattern) => ({
    name: `the list of slides: ${pattern}`,
    max: 40_000,
    make: (n: number) => pattern.repeat(n),
    run: (text: string) => bounded(() => readPptx(pack({ "ppt/presentation.xml": text }), context)),
  })),
  ...["1", "A", "A1"].map((pattern) => ({
    name: `the cell of a comment: ${pattern}`,
    max: 100_000,
    make: (n: number) => pattern.repeat(n),
    run: (cell: string) =>
      sheetRemarks(
        openArchive(
          pack({
            "xl/worksheets/sheet1.xml": "<worksheet/>",
            "xl/worksheets/_rels/sheet1.xml.rels": '<r><Relationship Id="a" Target="../comments1.xml"/></r>',
            "xl/comments1.xml": `<c><comment ref="${cell}x"><text><t>a</t></text></comment></c>`,
          }),
          context,
        ),
        "xl/worksheets/sheet1.xml",
        {},
      ),
  })),
  {
    name: "what a Markdown file says of itself",
    max: 19_000,
    make: (n) => `---\ntitle:a${" ".repeat(n)}x\n---\n`,
    run: (text) => readMarkdown(text),
  },
  ...["[", '"', "\\", "y["].map((pattern) => ({
    name: `a number format: ${pattern}`,
    max: 80_000,
    make: (n: number) => pattern.repeat(n).replaceAll('"', "&quot;"),
    run: (code: string) =>
      xlsx({ "xl/styles.xml": `<s><numFmt numFmtId="200" formatCode="${code}"/><cellXfs/></s>` }),
  })),
  {
    name: "XML that is never closed",
    max: 200_000,
    make: (n) => "<a>".repeat(n),
    run: (text) => bounded(() => parseXml(text)),
  },
  {
    name: "XML that closes what is not open",
    max: 200_000,
    make: (n) => "<a>".repeat(900) + "</b>".repeat(n),
    run: (text) => bounded(() => parseXml(text)),
  },
  ...["<list><list-item>", "<list-item>", "<span>", "<p>", "<table><table-row><table-cell>"].map(
    (pattern) => ({
      name: `OpenDocument, nested: ${pattern}`,
      max: 80_000,
      make: (n: number) => pattern.repeat(n),
      run: odt,
    }),
  ),
  {
    name: "OpenDocument, long lists in lists",
    max: 40_000,
    make: (n) => "<list-item>".repeat(200) + "<p>a</p>".repeat(n) + "</list-item>".repeat(200),
    run: odt,
  },
  ...[
    "<div>",
    "<b>",
    "<ul><li>",
    "<table><tr><td>",
    "<svg>",
    "<form>",
    "<",
    "<!",
    "<a ",
    "&amp",
    "<p>",
    "</p>",
  ].map((pattern) => ({
    name: `HTML: ${pattern}`,
    max: 80_000,
    make: (n: number) => pattern.repeat(n),
    run: html,
  })),
];

describe("readers of files: double the input, at most two and a half times the time", () => {
  for (const entry of CASES) it(entry.name, () => expectLinear(entry));
});
