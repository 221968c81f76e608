import { filesText } from "@/lib/text/files";

const { kinds: text } = filesText;

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
  ["image/", text.picture],
  ["text/plain", text.text],
];

export function kindOf(filename: string, mimeType: string): string {
  const known = BY_MIME.find(([prefix]) => mimeType.startsWith(prefix));
  if (known) return known[1];
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(filename)?.[1];
  return ending ? ending.toUpperCase() : text.other;
}
