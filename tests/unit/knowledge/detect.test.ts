import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { detectType } from "@/lib/knowledge/read/detect";
import { decodeText } from "@/lib/knowledge/read/text";

const bytes = (text: string) => new TextEncoder().encode(text);
const format = async (head: Uint8Array, name: string) => (await detectType(head, name)).format;

describe("the type of a file", () => {
  it("comes from its content when name and content disagree", async () => {
    expect(await format(bytes("%PDF-1.7\n%âãÏÓ\n1 0 obj"), "notes.txt")).toBe("pdf");
    expect(await format(bytes("Just a few words."), "report.pdf")).toBe("text");
    expect(await format(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13), "a.md")).toBe(
      "image",
    );
    expect(await format(bytes("<!DOCTYPE html><html><body>x"), "page.txt")).toBe("html");
  });

  it("tells office files apart by what the archive holds", async () => {
    const zip = (names: string[]) => zipSync(Object.fromEntries(names.map((name) => [name, strToU8("x")])));
    expect(await format(zip(["[Content_Types].xml", "word/document.xml"]), "a.bin")).toBe("docx");
    expect(await format(zip(["[Content_Types].xml", "ppt/presentation.xml"]), "a.zip")).toBe("pptx");
    expect(await format(zip(["[Content_Types].xml", "xl/workbook.xml"]), "a.docx")).toBe("xlsx");
    const odt = zipSync({
      mimetype: [strToU8("application/vnd.oasis.opendocument.text"), { level: 0 }],
      "content.xml": strToU8("<x/>"),
    });
    expect(await format(odt, "a")).toBe("odt");
    const epub = zipSync({
      mimetype: [strToU8("application/epub+zip"), { level: 0 }],
      "META-INF/container.xml": strToU8("<x/>"),
    });
    expect(await format(epub, "a")).toBe("epub");
    expect(await detectType(zip(["a.txt", "b.txt"]), "a.docx")).toEqual({
      format: "binary",
      mimeType: "application/zip",
    });
  });

  it("uses the name only between kinds of text", async () => {
    expect(await detectType(bytes("def f():\n  pass"), "a.py")).toMatchObject({
      format: "code",
      language: "python",
    });
    expect(await format(bytes("# Title\n\ntext"), "README.md")).toBe("markdown");
    expect(await format(bytes("a,b\n1,2"), "a.csv")).toBe("csv");
    expect(await format(bytes('{"a": 1}'), "data")).toBe("json");
    expect(await format(bytes("FROM node:24"), "Dockerfile")).toBe("code");
    expect(await format(bytes(""), "empty.txt")).toBe("text");
  });

  it("knows what is not text", async () => {
    expect(
      await format(
        Uint8Array.from({ length: 500 }, (_, i) => (i * 7) % 256),
        "a.txt",
      ),
    ).toBe("binary");
    expect(await format(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0), "a.doc")).toBe(
      "old-office",
    );
  });

  it("a multi-byte character cut at the end of the head is still text", async () => {
    const cut = bytes("日本語".repeat(300)).subarray(0, 2_000);
    expect(await format(cut, "a.txt")).toBe("text");
  });
});

const decoded = async (body: Uint8Array) => (await decodeText(body)).text;

describe("decoding", () => {
  it("reads UTF-8, UTF-16 with and without a mark, and Windows-1252", async () => {
    expect(await decoded(bytes("\uFEFFGrüße\r\nzwei"))).toBe("Grüße\nzwei");
    const utf16 = Buffer.from("Grüße, lang genug", "utf16le");
    expect(await decoded(Buffer.concat([Buffer.of(0xff, 0xfe), utf16]))).toBe("Grüße, lang genug");
    expect(await decoded(utf16)).toBe("Grüße, lang genug");
    expect(await decoded(Buffer.from("Gr\xfc\xdfe aus K\xf6ln", "latin1"))).toBe("Grüße aus Köln");
  });

  it("keeps a mostly good UTF-8 text although one byte is broken", async () => {
    const { text, note } = await decodeText(
      Buffer.concat([Buffer.from("äöü".repeat(20)), Buffer.of(0xff), Buffer.from(" Ende")]),
    );
    expect(text).toContain("äöü");
    expect(text).toContain("Ende");
    expect(note).toMatch(/damaged/);
  });

  it("takes plain letters for nothing else", async () => {
    const markup = '<c r="A1" s="0"><v>100</v></c><c r="B1" s="0"><v>200</v></c>'.repeat(40);
    expect(await decodeText(bytes(markup))).toEqual({ text: markup, note: null });
  });

  it("believes a declaration, but not against text that is UTF-8", async () => {
    const russian = Buffer.from([0xcf, 0xee, 0xeb, 0xe8, 0xf2, 0xe8, 0xea, 0xe0]);
    const page = (body: Uint8Array) => Buffer.concat([Buffer.from('<meta charset="windows-1251">'), body]);
    expect(await decoded(page(russian))).toContain("Политика");
    expect(await decoded(page(Buffer.from("Политика возврата")))).toContain("Политика возврата");
    const program = Buffer.concat([Buffer.from("#!/usr/bin/python\n# -*- coding: cp1251 -*-\n# "), russian]);
    expect(await decodeText(program)).toMatchObject({
      text: expect.stringContaining("Политика"),
      note: null,
    });
  });

  it("says when too few letters tell the encoding", async () => {
    const { text, note } = await decodeText(Buffer.from("un caf\xe9 au lait, s'il vous pla\xeet", "latin1"));
    expect(text).toBe("un café au lait, s'il vous plaît");
    expect(note).toMatch(/doubtful/);
  });
});
