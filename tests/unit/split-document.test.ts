import { describe, expect, it } from "vitest";
import { splitDocument } from "@/lib/transfer/split-document";

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function split(text: string, { size = 7, max = 10_000 } = {}) {
  const contents: Record<number, string> = {};
  const rest = await splitDocument(inPieces(text, size), max, async (i, content) => {
    const parts: Uint8Array[] = [];
    for await (const part of content) parts.push(part);
    contents[i] = Buffer.concat(parts).toString("latin1");
  });
  return { rest, contents };
}
const base64 = (text: string) => Buffer.from(text, "latin1").toString("base64");
const withContent = (content: string) => `{"files":[{"content":"${content}"}]}`;

describe("taking files' contents out of a document", () => {
  it("leaves the rest as it was, however it is cut into pieces", async () => {
    const document = {
      content: "kept",
      files: [
        { filename: 'ü"\\{[,:', content: base64("first \x00\xff") },
        { nested: { content: "kept too" }, list: [[{ content: "and this" }]], content: base64("2") },
      ],
      other: [{ files: [{ content: "not ours" }] }],
      n: -1.5e3,
    };
    const expected = JSON.parse(JSON.stringify(document));
    for (const file of expected.files) file.content = "";
    for (const text of [JSON.stringify(document), JSON.stringify(document, null, 2)]) {
      for (let size = 1; size < 40; size++) {
        const { rest, contents } = await split(text, { size });
        expect(JSON.parse(rest), String(size)).toEqual(expected);
        expect(contents).toEqual({ 0: "first \x00\xff", 1: "2" });
      }
    }
  });

  it("decodes base64 of every length, with and without padding and with escaped slashes", async () => {
    for (let length = 0; length < 12; length++) {
      const text = "\xff\xfe\xfd\xfb?".repeat(3).slice(0, length);
      for (const size of [1, 2, 3, 5, 100]) {
        for (const form of [
          base64(text),
          base64(text).replaceAll("=", ""),
          base64(text).replaceAll("/", "\\/"),
        ]) {
          const { contents } = await split(withContent(form), { size });
          expect(contents[0], `${form} ${size}`).toBe(text);
        }
      }
    }
  });

  it.each(["YQ==YQ==", "Y=Q=", "YQ===", "Y", "Y Q=", "YQ-_", "Y\\u0051==", "Y\\nQ=", "YQ\\"])(
    "refuses %s as base64",
    async (content) => {
      for (const size of [1, 3, 100]) {
        await expect(split(withContent(content), { size })).rejects.toMatchObject({
          code: "validation_failed",
          errors: [{ path: "files.0.content", message: "Content must be base64" }],
        });
      }
    },
  );

  it("keeps to its limits", async () => {
    const limit = { max: 100 };
    const large = withContent(base64("x".repeat(5_000)));
    expect((await split(large, limit)).contents[0]).toHaveLength(5_000);
    const tooLarge = { code: "too_large" };
    await expect(split(`{"a":"${"x".repeat(200)}"}`, limit)).rejects.toMatchObject(tooLarge);
    await expect(split("[1,".repeat(50), limit)).rejects.toMatchObject(tooLarge);
    await expect(split("[".repeat(5_000))).rejects.toMatchObject({ code: "malformed_json" });
    const many = `{"files":[${Array.from({ length: 101 }, () => '{"content":"YQ=="}').join(",")}]}`;
    await expect(split(many)).rejects.toMatchObject({
      errors: [{ path: "files", message: "A project has at most 100 files" }],
    });
  });

  it("says when a document ends too soon", async () => {
    for (const text of ['{"a":"b', '{"files":[{"content":"YWFh']) {
      await expect(split(text)).rejects.toMatchObject({ code: "malformed_json" });
    }
  });
});
