import { readFileSync } from "node:fs";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it, vi } from "vitest";
import { type SegmentBlob, unpackPassages } from "@/lib/knowledge/index/segment";
import { UnreadableFileError } from "@/lib/knowledge/read/document";
import { readApart } from "@/lib/knowledge/read/reader";

async function read(
  filename: string,
  bytes: Uint8Array,
  options: { timeoutMs?: number; memoryMb?: number } = {},
) {
  const blobs: SegmentBlob[] = [];
  const result = await readApart(
    { filename, bytes },
    {
      ...options,
      async onBlobs(batch) {
        blobs.push(...batch);
      },
    },
  );
  return { ...result, blobs };
}

describe("the reader", () => {
  it("reads a PDF into passages with pages", async () => {
    const { stats, blobs } = await read(
      "manual.pdf",
      new Uint8Array(readFileSync("tests/fixtures/files/manual.pdf")),
    );
    const passages = blobs.filter((blob) => blob.kind === "p").flatMap((blob) => unpackPassages(blob.data));
    expect(passages.find((passage) => passage.text.includes("FX-2210"))?.at).toEqual({ page: 2 });
    expect(stats.passages).toBe(passages.length);
  });

  it("ends a file that takes too long, with a sentence", async () => {
    const text = "word ".repeat(4_000_000);
    const started = Date.now();
    await expect(read("a.txt", strToU8(text), { timeoutMs: 150 })).rejects.toThrow(/too long/);
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it("ends a file that takes too much memory, and the process doesn't notice", async () => {
    const rows = `<r>${"<c>x</c>".repeat(1_500_000)}</r>`;
    const odt = zipSync({
      mimetype: [strToU8("application/vnd.oasis.opendocument.text"), { level: 0 }],
      "content.xml": strToU8(`<body>${rows}</body>`),
    });
    await expect(read("a.odt", odt, { memoryMb: 64 })).rejects.toThrow(/memory/);
  });

  it("tells every stage, however short the one before it was", async () => {
    const stages: string[] = [];
    const bytes = new Uint8Array(readFileSync("tests/fixtures/files/manual.pdf"));
    const onProgress = (stage: string) => stages.push(stage);
    await readApart({ filename: "manual.pdf", bytes }, { onBlobs: async () => {}, onProgress });
    expect([...new Set(stages)]).toEqual(["reading", "indexing"]);
  });

  it("keeps the event loop free meanwhile", async () => {
    let ticks = 0;
    const timer = setInterval(() => ticks++, 5);
    await read("a.md", strToU8("# T\n\nSome words of prose here.\n\n".repeat(2_500)));
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
  });

  it("reads in a thread where the sources are not at hand", async () => {
    const elsewhere = vi.spyOn(process, "cwd").mockReturnValue("/nowhere");
    try {
      const { stats } = await read("a.md", strToU8("# T\n\nA few words."));
      expect(stats.passages).toBe(1);
    } finally {
      elsewhere.mockRestore();
    }
  });

  it("says what is wrong, and passes on what storing throws", async () => {
    await expect(read("a.pdf", strToU8("%PDF-1.4\n broken"))).rejects.toThrow(UnreadableFileError);
    const failing = readApart(
      { filename: "a.txt", bytes: strToU8("hello world") },
      { onBlobs: () => Promise.reject(new Error("store away")) },
    );
    await expect(failing).rejects.toThrow("store away");
  });
});
