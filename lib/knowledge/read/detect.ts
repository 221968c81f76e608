import { fileTypeFromBuffer } from "file-type";
import { type DetectedType, extensionOf, type Format, languageOf, OFFICE_MIME } from "./formats.ts";
import { decodeText, looksLikeText } from "./text.ts";

/** Bytes of a file's beginning that {@link detectType} makes good use of. */
export const HEAD_BYTES = 65_536;

const LOCAL_HEADER = "PK\u0003\u0004";
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * What a file is, from its content; the name only decides between kinds of text and between office files whose
 * beginning doesn't tell. Pass the first {@link HEAD_BYTES} bytes (or the whole file when it is smaller).
 */
export async function detectType(head: Uint8Array, filename: string): Promise<DetectedType> {
  if (head.length === 0) return { format: "text", mimeType: "text/plain" };
  if (isPdf(head)) return { format: "pdf", mimeType: "application/pdf" };
  if (head[0] === 0x50 && head[1] === 0x4b && (head[2] ?? 0) <= 8) return zipType(head, filename);
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return compoundType(head);

  // file-type looks for chunks that may lie beyond the head.
  if (startsWith(head, PNG)) return { format: "image", mimeType: "image/png" };
  const known = await fileTypeFromBuffer(head).catch(() => undefined);
  if (known && !isTextual(known.mime)) {
    return { format: known.mime.startsWith("image/") ? "image" : "binary", mimeType: known.mime };
  }
  if (!looksLikeText(head)) return { format: "binary", mimeType: "application/octet-stream" };
  return textType(decodeText(head, { partial: true }), filename);
}

/** Kinds that file-type names although they are plain text. */
function isTextual(mime: string): boolean {
  return (
    mime.startsWith("text/") ||
    ["application/xml", "image/svg+xml", "application/x-ms-regedit"].includes(mime)
  );
}

function startsWith(bytes: Uint8Array, signature: number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

/** Readers accept a PDF header anywhere in the first 1,024 bytes (ISO 32000-1, annex H.3.4.1). */
function isPdf(head: Uint8Array): boolean {
  const start = latin1(head.subarray(0, 1_024));
  const at = start.indexOf("%PDF-");
  return at === 0 || (at > 0 && !looksLikeText(head.subarray(0, at + 2_048)));
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

function zipType(head: Uint8Array, filename: string): DetectedType {
  const raw = latin1(head);
  const office = (format: Format, key: keyof typeof OFFICE_MIME): DetectedType => ({
    format,
    mimeType: OFFICE_MIME[key],
  });
  // OpenDocument and EPUB put an uncompressed `mimetype` entry first, so that it can be read at offset 38.
  const declared = /^.{26}.{4}mimetype(application\/[\w.+-]+)/s
    .exec(raw.slice(0, 200))?.[1]
    ?.replace(/PK$/, "");
  if (declared?.startsWith(OFFICE_MIME.epub)) return office("epub", "epub");
  for (const key of ["odt", "ods", "odp"] as const) {
    if (declared?.startsWith(OFFICE_MIME[key])) return office("odt", key);
  }
  const names = entryNames(raw);
  const has = (prefix: string) => names.some((name) => name.startsWith(prefix));
  if (has("word/")) return office("docx", "docx");
  if (has("ppt/")) return office("pptx", "pptx");
  if (has("xl/")) return office("xlsx", "xlsx");
  if (has("META-INF/container.xml")) return office("epub", "epub");
  const isOffice = has("[Content_Types].xml") || has("_rels/") || has("docProps/") || has("content.xml");
  const extension = extensionOf(filename);
  if (isOffice && extension in OFFICE_MIME) {
    const key = extension as keyof typeof OFFICE_MIME;
    return office(key === "ods" || key === "odp" ? "odt" : key, key);
  }
  return { format: "binary", mimeType: "application/zip" };
}

/** Names in the local file headers that lie within the head. */
function entryNames(raw: string): string[] {
  const names: string[] = [];
  for (let at = raw.indexOf(LOCAL_HEADER); at >= 0; at = raw.indexOf(LOCAL_HEADER, at + 4)) {
    const length = raw.charCodeAt(at + 26) + raw.charCodeAt(at + 27) * 256;
    if (length > 0) names.push(raw.slice(at + 30, at + 30 + length));
  }
  return names;
}

/** OLE compound files: password-protected office files, or office files from before 2007. */
function compoundType(head: Uint8Array): DetectedType {
  const utf16 = (name: string) => [...name].map((c) => `${c}\0`).join("");
  const locked = latin1(head).includes(utf16("EncryptedPackage"));
  return { format: locked ? "locked-office" : "old-office", mimeType: "application/x-cfb" };
}

function textType(text: string, filename: string): DetectedType {
  const start = text.trimStart().slice(0, 2_000);
  const extension = extensionOf(filename);
  const language = languageOf(filename);
  if (
    /^(<!doctype html|<html[\s>])/i.test(start) ||
    /^<\?xml[^>]*>\s*(<!doctype html|<html[\s>])/i.test(start)
  ) {
    return { format: "html", mimeType: "text/html" };
  }
  if (["html", "htm", "xhtml"].includes(extension) && /<[a-z!][^>]*>/i.test(text)) {
    return { format: "html", mimeType: "text/html" };
  }
  if (["md", "markdown", "mdx", "mdown"].includes(extension)) {
    return { format: "markdown", mimeType: "text/markdown" };
  }
  if (extension === "csv") return { format: "csv", mimeType: "text/csv" };
  if (extension === "tsv") return { format: "csv", mimeType: "text/tab-separated-values" };
  if (
    ["json", "jsonl", "ndjson", "geojson", "ipynb", "webmanifest"].includes(extension) ||
    looksLikeJson(text)
  ) {
    return { format: "json", mimeType: "application/json" };
  }
  if (/^<\?xml\s/.test(start)) return { format: "code", mimeType: "application/xml", language: "xml" };
  if (language) return { format: "code", mimeType: "text/plain", language };
  if (start.startsWith("#!")) return { format: "code", mimeType: "text/plain", language: "shell" };
  if (!extension && /^#{1,6} \S/m.test(text) && /^(```|[-*] |\[.+\]\()/m.test(text)) {
    return { format: "markdown", mimeType: "text/markdown" };
  }
  return { format: "text", mimeType: "text/plain" };
}

function looksLikeJson(text: string): boolean {
  const trimmed = text.trim();
  if (!/^(\{\s*("|\})|\[\s*[[{"\d\]])/.test(trimmed)) return false;
  if (text.length >= HEAD_BYTES / 2) return /^[[{][\s[{]*"[^"\n]*"\s*[:,]/.test(trimmed);
  try {
    JSON.parse(trimmed);
    return true;
  } catch {
    return false;
  }
}
