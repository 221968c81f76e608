import type { Block, TextDocument } from "./document.ts";

/** Lines that begin something with a name, in the languages people upload most. */
const DEFINITION =
  /^(\s*)(?:(?:export|default|public|private|protected|internal|static|final|abstract|async|override|pub(?:\([^)]*\))?|unsafe|inline|virtual|const|data|sealed|open)\s+)*(?:function\*?|class|interface|enum|struct|impl|trait|def|fn|func|module|namespace|object|record|protocol|extension|procedure|CREATE\s+(?:OR\s+REPLACE\s+)?(?:TABLE|VIEW|FUNCTION|INDEX))\s+(?:\([^)]*\)\s*)?([\p{L}_$][\p{L}\p{N}_$.]*)/iu;
const ARROW =
  /^(\s*)(?:export\s+)?(?:const|let|var)\s+([\w$]+)\s*(?::[^=]+)?=\s*(?:async\s*)?(?:\(|function|[\w$]+\s*=>)/;

/** Source code as blocks of whole lines; definitions name what follows them. */
export function readCode(source: string, language?: string, lineOffset = 0): TextDocument {
  const blocks: Block[] = [];
  const lines = source.split("\n");
  let group: string[] = [];
  let start = 0;
  const close = (next: number) => {
    while (group.length > 0 && !group.at(-1)?.trim()) group.pop();
    if (group.length > 0) {
      const at = { line: start + 1 + lineOffset };
      blocks.push({ kind: "code", text: group.join("\n"), at, ...(language ? { language } : {}) });
    }
    group = [];
    start = next;
  };
  lines.forEach((line, index) => {
    const match = DEFINITION.exec(line) ?? ARROW.exec(line);
    if (match?.[2] && (match[1] ?? "").replaceAll("\t", "    ").length <= 8) {
      // A comment or decorator right above belongs to what it describes.
      const above = commentsAbove(group);
      const lead = group.splice(group.length - above, above);
      close(index - above);
      const level = 1 + Math.ceil((match[1] ?? "").replaceAll("\t", "    ").length / 4);
      const at = { line: index + 1 + lineOffset };
      blocks.push({ kind: "heading", level, text: match[2], at, silent: true });
      group = lead;
    }
    if (group.length === 0) {
      if (!line.trim()) {
        start = index + 1;
        return;
      }
      if (blocks.at(-1)?.kind !== "heading" || start > index) start = index;
    }
    group.push(line);
    const nextLine = lines[index + 1];
    if (!line.trim() && nextLine !== undefined && /^\S/.test(nextLine)) close(index + 1);
  });
  close(lines.length);
  return { blocks, note: null };
}

function commentsAbove(group: string[]): number {
  let count = 0;
  while (
    count < group.length &&
    /^\s*(\/\/|#|\/?\*|@|--|"""|\/\*\*)/.test(group[group.length - 1 - count] ?? "")
  )
    count++;
  return count;
}
