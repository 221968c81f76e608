import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { passagesOf } from "@/lib/knowledge/index/passages";
import { readDocument } from "@/lib/knowledge/read";
import { type Location, READ_LIMITS } from "@/lib/knowledge/read/document";

/** What a file must give: words that some passage holds (with its place), and words that it must not. */
type Case = [file: string, words: string[], more?: { at?: Location; not?: string[]; note?: RegExp | null }];

async function read(file: string) {
  const bytes = new Uint8Array(readFileSync(`tests/fixtures/cases/${file}`));
  const { blocks, note } = await readDocument(bytes, { filename: file, limits: READ_LIMITS });
  return { note, passages: [...passagesOf(blocks)] };
}

const ORDINARY_FIRST_WORDS =
  "ac3.txt blend.txt bzh.txt caf.txt cws.txt dsd.txt eps.txt flv.txt form.txt fws.txt gif.txt ico.txt id3.txt ii.txt mac.txt mpck.txt msi.txt nocrlf.txt obj.txt par1.txt regedit.txt wvpk.txt xcf.txt nul.log";

const GUESSED = /read as/;
const CASES: Case[] = [
  ...ORDINARY_FIRST_WORDS.split(" ").map((file): Case => [file, ["zebrafish"], { note: null }]),
  ["enc-en-u16le-bom.txt", ["The refund policy says"], { note: null }],
  ["enc-en-u16be-bom.txt", ["The refund policy says"], { note: null }],
  ["enc-en-u32.txt", ["zebrafish"], { note: null }],
  ["enc-de-u16le-bom.txt", ["Rückerstattung"], { note: null }],
  ["enc-ja-u16-bom.txt", ["退職手続き"], { note: null }],
  ["enc-ja-u16be-nobom.txt", ["退職手続き"], { note: null }],
  ["bmw.txt", ["BMW Group annual report"]],
  ["mz.txt", ["MZ Ausgabe Halle: Zebrafish"]],
  ["mz.sql", ["MZ_TABLE"]],
  ["form10k.txt", ["FORM"]],
  ["bm25.md", ["BM25 ranking", "Zebrafish scoring"]],
  ["bmi.csv", ["BMI", "178"]],
  ["excel-unicode.txt", ["Jürgen", "Köln"], { note: null }],
  ["enc-de-1252.txt", ["Rückerstattung"], { note: GUESSED }],
  ["enc-he-1255.txt", ["מדיניות החזרים"], { note: GUESSED }],
  ["enc-pl-1250.txt", ["Zażółć gęślą jaźń"], { note: GUESSED }],
  ["enc-ru-1251.txt", ["Политика возврата"], { note: GUESSED }],
  ["enc-tr-1254.txt", ["Para iadesi on dört gün içinde"], { note: GUESSED }],
  ["enc-ja-eucjp.txt", ["退職手続き"], { note: GUESSED }],
  ["enc-ja-iso2022.txt", ["退職手続き"], { note: GUESSED }],
  ["enc-ja-sjis.txt", ["退職手続き"], { note: GUESSED }],
  ["enc-zh-big5.txt", ["退款政策"], { note: GUESSED }],
  ["enc-zh-gbk.txt", ["退款政策"], { note: GUESSED }],
  ["csv-1251.csv", ["Город", "Иван", "Москва"], { note: GUESSED }],
  ["csv-sjis.csv", ["氏名", "山田太郎"], { note: GUESSED }],
  ["html-1251.html", ["Политика возврата"], { note: null }],
  ["html-sjis.html", ["退職手続き"], { note: null }],
  ["html-gb2312.html", ["退款政策"], { note: null }],
  ["xml-1251.xml", ["Политика возврата"], { note: null }],
  [
    "headings.md",
    ["Can I return zebrafish goods?", "Is wolverine shipping free?", "Do you ship to Lyon?", "FAQ"],
  ],
  ["mail.eml", ["Rückerstattung für den Zebrafisch", "b@example.com"], { not: ["RGllIF"], note: null }],
  ...Array.from({ length: 6 }, (_, i): Case => {
    const words = [
      `Invoice ${10_230 + i}`,
      `Customer number ${7_701 + i * 10}`,
      `Net 1,${i}34.50`,
      `Total 1,${i}84.70`,
    ];
    return ["invoices.pdf", words, { at: { page: i + 1 } }];
  }),
  ["form.pdf", ["Applicant name: Zebrafish Jones", "Salary: 98765 EUR"]],
  [
    "fields.pdf",
    [
      "Country France",
      "[x] Newsletter wanted",
      "first wolverine line",
      "A sticky capybara note",
      "Free ocelot text",
    ],
  ],
  ["right-to-left-drawn.pdf", ["Rank Name Score 1 Pushkash 49.88 2 Papadakis 55.10"]],
  [
    "interleaved-columns.pdf",
    [
      "The zebrafish swims upstream each spring to the old mill where it lays eggs.",
      "alone in the snow and travels far",
    ],
  ],
  [
    "three-columns.pdf",
    ["swims up the river to the mill", "in the deep snow and travels", "feed on grass and on the bark"],
  ],
  ["table.pdf", ["Zebrafish food large 2 19.90"]],
  ["hebrew.pdf", ["מדיניות החזרים: ההחזר ניתן בתוך ארבעה עשר ימים"]],
  ["zh-not-embedded.pdf", ["退款政策：商品退回仓库后十四天内退款。"]],
  ["ja-not-embedded.pdf", ["退職手続きに関する社内規程です。"]],
  ["newline-first.pdf", ["Zebrafish strategy 2027"], { at: { page: 1 } }],
  ["newline-first.pdf", ["Okapi outlook"], { at: { page: 4 } }],
  ["bom-first.pdf", ["Wolverine budget"], { at: { page: 2 } }],
  ...["sheet.xlsx", "sheet-relprefix.xlsx", "sheet-singlequote.xlsx"].map(
    (file): Case => [
      file,
      [
        "Ada | 2024-03-15 | 13:45:30 | 2024-03-15 13:45:30 | 25% | 1234.5 | 99.5 | =F2*2 | TRUE | 30:05",
        "wolverine comment",
      ],
      { at: { sheet: "Data" } },
    ],
  ),
  ["eq-ruby.docx", ["The angle is 45 degrees exactly.", "東京都庁に行きます", "ZX-4711", "とうきょう"]],
  [
    "doc.docx",
    [
      "Only heading capybara",
      "Another pangolin heading",
      "nested okapi",
      "Header zebrafish",
      "Footer wolverine",
    ],
  ],
  ["slides.pptx", ["Quarterly zebrafish revenue: five million"], { at: { slide: 1 } }],
  ["slides.pptx", ["Capybara sales: Pangolin 1.5, Ocelot 2.5", "Chart slide"], { at: { slide: 3 } }],
  ["ruby.html", ["山路を登りながら、こう考えた。", "やまみち"]],
  ["accordion.html", ["How do I cancel my zebrafish subscription?", "wolverine support", "capybara"]],
  ["escaped.json", ["退款政策 café zebrafish", "Rückerstattung"]],
  ["escaped-min.json", ["退款政策 café zebrafish", "Rückerstattung"]],
  ["mimetype-late.epub", ["zebrafish"]],
  ["rtf.txt", ["is how RTF begins; zebrafish"], { not: ["\\rtf"] }],
  ["quote.csv", ["pipe", "Lyon", "zebrafish, big", '7" tube', "Metz"]],
  ["semicolon.csv", ["Umsatz", "1.234,50", "Paris"]],
  ["tabs.tsv", ["name | city", "Ada | Lyon"]],
];

it("has a row for every file of the cases", () => {
  const covered = new Set(CASES.map(([file]) => file));
  expect(readdirSync("tests/fixtures/cases").filter((file) => !covered.has(file))).toEqual([]);
});

describe("every word of a readable file is in some passage", () => {
  it.each(CASES)("%s", async (file, words, { at, not = [], note } = {}) => {
    const result = await read(file);
    const texts = result.passages.map(({ heading, text }) => [...heading, text].join("\n"));
    for (const word of words) {
      const index = texts.findIndex((text) => text.includes(word));
      expect(index, `${word} in ${texts.join("\n---\n").slice(0, 2_000)}`).toBeGreaterThanOrEqual(0);
      if (at) expect(result.passages[index]?.at).toMatchObject(at);
    }
    for (const word of not) expect(texts.join("\n")).not.toContain(word);
    if (note === null) expect(result.note).toBeNull();
    else if (note) expect(result.note).toMatch(note);
  });
});
