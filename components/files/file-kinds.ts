import { formatBytes } from "@/components/ui/format";
import { unreadableKind } from "@/lib/client/unreadable";

/** What a file is, as people call it; by its type, or by the end of its name where the type says nothing. */
const BY_MIME: [prefix: string, label: string][] = [
  ["application/pdf", "PDF"],
  ["application/vnd.openxmlformats-officedocument.wordprocessingml", "Word"],
  ["application/vnd.openxmlformats-officedocument.presentationml", "PowerPoint"],
  ["application/vnd.openxmlformats-officedocument.spreadsheetml", "Excel"],
  ["application/vnd.oasis.opendocument", "OpenDocument"],
  ["application/epub", "EPUB"],
  ["text/html", "HTML"],
  ["text/markdown", "Markdown"],
  ["text/csv", "CSV"],
  ["application/json", "JSON"],
  ["image/", "Image"],
  ["text/plain", "Text"],
];

export function kindOf(filename: string, mimeType: string): string {
  const known = BY_MIME.find(([prefix]) => mimeType.startsWith(prefix));
  if (known) return known[1];
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(filename)?.[1];
  return ending ? ending.toUpperCase() : "File";
}

export type FileRules = { maxBytes: number; maxFiles: number; readable: string };

/** Why a file can't be taken, in words that name the limit; null when it can. */
export function refusal(file: Pick<File, "name" | "size">, rules: FileRules, present: number): string | null {
  if (present >= rules.maxFiles) return `A project has at most ${rules.maxFiles} files. Remove one first.`;
  const kind = unreadableKind(file.name);
  if (kind) return `This is ${kind}, which can't be read. Files can be ${rules.readable}.`;
  if (file.size === 0) return "This file is empty.";
  if (file.size > rules.maxBytes) {
    return `This file has ${formatBytes(file.size)}; the limit is ${formatBytes(rules.maxBytes)}.`;
  }
  return null;
}
