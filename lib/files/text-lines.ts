import { decodeText, extensionOf, languageOf } from "@/lib/knowledge";
import type { ProjectFile } from "@/lib/schemas";
import type { Scope } from "@/lib/store";
import { openFile } from "./files";

/** Bytes. What is longer is shown as it was read, by its passages: it would be decoded whole for each look at it. */
const LARGEST = 2 * 1024 * 1024;
/** UTF-16 units shown of one line, and of all lines together: a machine writes lines that no page holds. */
const LONGEST_LINE = 20_000;
const MOST = 400_000;

const LINES = /^(text\/(plain|markdown|x-)|application\/(json|xml))/;

/** Whether a file is read line by line, as programs, logs and notes are. */
export function hasLines({ mimeType, size }: Pick<ProjectFile, "mimeType" | "size">): boolean {
  return LINES.test(mimeType) && size <= LARGEST;
}

/** What a file of code is named by in its kind, the end of its name; null for prose and what no language is known of. */
export function codeOf({ filename, mimeType }: Pick<ProjectFile, "filename" | "mimeType">): string | null {
  if (mimeType === "application/json") return "json";
  if (mimeType === "application/xml") return "xml";
  if (mimeType === "text/markdown") return null;
  return languageOf(filename) === null ? null : extensionOf(filename) || filename.toLowerCase();
}

export type TextLines = {
  lines: string[];
  /** Of the first line, from 1. */
  first: number;
  total: number;
};

/**
 * Up to `limit` lines of a text file as they stand in it, from line `first` on (from 1); a long line is cut off.
 * @throws not_found
 */
export async function textLines(
  scope: Scope,
  projectId: string,
  fileId: string,
  { first, limit }: { first: number; limit: number },
): Promise<TextLines> {
  const file = await openFile(scope, projectId, fileId);
  const bytes = await new Response(await file.read()).bytes();
  const { text } = await decodeText(bytes);
  const all = text.split("\n");
  // The end of the last line begins no other.
  if (all.length > 1 && all.at(-1) === "") all.pop();
  const start = Math.max(1, Math.min(first, all.length));
  const lines: string[] = [];
  let room = MOST;
  for (const line of all.slice(start - 1, start - 1 + limit)) {
    if (lines.length > 0 && room <= 0) break;
    const shown = line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line;
    lines.push(shown);
    room -= shown.length;
  }
  return { lines, first: start, total: all.length };
}
