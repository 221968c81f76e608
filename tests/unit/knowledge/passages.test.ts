import { describe, expect, it } from "vitest";
import { passagesOf } from "@/lib/knowledge/index/passages";
import { cutText } from "@/lib/knowledge/index/split";
import { readCode } from "@/lib/knowledge/read/code";
import type { Block } from "@/lib/knowledge/read/document";
import { readMarkdown } from "@/lib/knowledge/read/markdown";
import { estimateTokens } from "@/lib/tokens";

const cut = (blocks: Block[]) => [...passagesOf(blocks)];
const sentence = (i: number) => `Sentence number ${i} tells about the ${i}th valve of the old steam engine.`;

describe("passages", () => {
  it("follow headings and carry their path", () => {
    const body = Array.from({ length: 12 }, (_, i) => sentence(i)).join(" ");
    const { blocks } = readMarkdown(
      `# Book\n\n## One\n\n${body}\n\n## Two\n\n${body.replaceAll("valve", "wheel")}`,
    );
    const passages = cut(blocks);
    expect(passages.map((passage) => passage.heading)).toEqual([
      ["Book", "One"],
      ["Book", "Two"],
    ]);
    expect(passages[0]?.at).toEqual({ line: 5 });
  });

  it("join short sections, naming each", () => {
    const { blocks } = readMarkdown("# FAQ\n\n## A?\n\nYes.\n\n## B?\n\nNo.");
    const passages = cut(blocks);
    expect(passages).toHaveLength(1);
    expect(passages[0]?.text).toBe("Yes.\n\nB?\n\nNo.");
    expect(passages[0]?.heading).toEqual(["FAQ", "A?"]);
  });

  it("hold about 300 tokens, repeat the last sentence, and lose nothing", () => {
    const text = Array.from({ length: 120 }, (_, i) => sentence(i)).join(" ");
    const passages = cut([{ kind: "text", text, at: { page: 7 } }]);
    expect(passages.length).toBeGreaterThan(5);
    for (const passage of passages) {
      expect(passage.tokens).toBeLessThanOrEqual(330);
      expect(passage.text).toMatch(/^Sentence .*engine\.$/s);
      expect(passage.at).toEqual({ page: 7 });
    }
    const second = passages[1];
    expect(second?.overlap).toBeGreaterThan(0);
    expect(passages[0]?.text).toContain(second?.text.slice(0, second.overlap).trim() ?? "-");
    const own = passages.map((passage) => passage.text.slice(passage.overlap).trim()).join(" ");
    expect(own).toBe(text);
  });

  it("never cut a code line, and know the lines they hold", () => {
    const lines = Array.from(
      { length: 400 },
      (_, i) => `  const value${i} = compute(${i}, "${"x".repeat(i % 40)}");`,
    );
    const passages = cut(readCode(lines.join("\n"), "ts").blocks);
    const known = new Set(lines);
    for (const passage of passages) {
      const held = passage.text.split("\n");
      for (const line of held) expect(known.has(line)).toBe(true);
      const first = held.slice(
        passage.text.slice(0, passage.overlap).split("\n").length - (passage.overlap ? 0 : 1),
      )[0];
      const own = passage.text.slice(passage.overlap).replace(/^\n+/, "").split("\n")[0];
      expect(own).toBe(lines[(passage.at.line ?? 0) - 1]);
      expect(first).toBeDefined();
    }
    expect(passages.at(-1)?.at.endLine).toBe(400);
  });

  it("keep a small table whole and repeat the header of a large one", () => {
    const rows = Array.from({ length: 200 }, (_, i) => `Item ${i} | ${i * 3} | in stock`);
    const passages = cut([
      { kind: "table", header: "Name | Price | State", rows, at: { sheet: "S", row: 2 } },
    ]);
    for (const passage of passages) expect(passage.text).toMatch(/^Name \| Price \| State\nItem /);
    expect(passages[0]?.at).toMatchObject({ sheet: "S", row: 2 });
    expect(passages.at(-1)?.at.endRow).toBe(201);
    const intro: Block = { kind: "text", text: sentence(1).repeat(10), at: {} };
    const table: Block = { kind: "table", header: "A | B", rows: rows.slice(0, 12), at: {} };
    expect(cut([intro, table]).some((p) => p.text.includes("Item 0") && p.text.includes("Item 11"))).toBe(
      true,
    );
  });

  it("cut languages without spaces between sentences or words, never inside a character", () => {
    const japanese = "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。".repeat(60);
    for (const passage of cut([{ kind: "text", text: japanese, at: {} }])) {
      expect(passage.text.endsWith("。")).toBe(true);
      expect(passage.tokens).toBeLessThan(340);
    }
    const emoji = "👩‍🚀🏳️‍🌈".repeat(2_000);
    const parts = cutText(emoji, 100);
    expect(parts.join("")).toBe(emoji);
    for (const part of parts) expect(part.isWellFormed()).toBe(true);
    const thai = "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ".repeat(40);
    expect(cutText(thai, 200).every((part) => estimateTokens(part) <= 220)).toBe(true);
  });

  it("equal text has an equal hash, whatever its spaces", () => {
    const [a] = cut([{ kind: "text", text: "One  two\nthree", at: {} }]);
    const [b] = cut([{ kind: "text", text: "One two three", at: { page: 3 } }]);
    expect(a?.hash).toBe(b?.hash);
  });
});
