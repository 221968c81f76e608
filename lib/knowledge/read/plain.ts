import type { Block, TextDocument } from "./document.ts";

/** Plain text by paragraphs; underlined, numbered and chapter lines are taken for headings. */
export function readPlain(text: string): TextDocument {
  const lines = text.split("\n");
  const blocks: Block[] = [];
  let group: string[] = [];
  let start = 0;
  const close = () => {
    if (group.length > 0) blocks.push({ kind: "text", text: group.join("\n"), at: { line: start + 1 } });
    group = [];
  };
  for (let index = 0; index < lines.length; index++) {
    const line = (lines[index] ?? "").replaceAll("\f", "");
    if (!line.trim()) {
      close();
      continue;
    }
    const level = headingLevel(line, lines[index - 1], lines[index + 1]);
    if (level) {
      close();
      blocks.push({ kind: "heading", level, text: line.trim(), at: { line: index + 1 } });
      if (isUnderline(lines[index + 1])) index++;
      continue;
    }
    if (group.length === 0) start = index;
    group.push(line.trimEnd());
  }
  close();
  return { blocks, note: null };
}

const isUnderline = (line: string | undefined) => /^\s*([=\-~*])\1{3,}\s*$/.test(line ?? "");

function headingLevel(line: string, above: string | undefined, below: string | undefined): number {
  const text = line.trim();
  if (text.length > 100) return 0;
  if (isUnderline(below) && !above?.trim()) return below?.includes("=") ? 1 : 2;
  if (above?.trim() || below?.trim()) return 0;
  if (/^(chapter|part|book|kapitel|teil|chapitre|capítulo|capitolo)\s+([\divxlc]+|[a-z]+)\b/i.test(text))
    return 1;
  if (/^第.{1,6}[章節节部条條]/.test(text)) return 1;
  const numbered = /^(\d{1,3}(?:\.\d{1,3}){0,4})\.?\s+\p{Lu}/u.exec(text);
  if (numbered && !/[.!?,;:]$/.test(text)) return Math.min(6, (numbered[1]?.split(".").length ?? 1) + 1);
  if (/^[^\p{Ll}]*\p{Lu}[^\p{Ll}]{2,}$/u.test(text) && /\p{Lu}{2}/u.test(text) && text.length <= 70) return 2;
  return 0;
}
