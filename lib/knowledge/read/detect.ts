import { fileTypeFromBuffer } from "file-type";
import { archiveType } from "./detect-archive.ts";
import { textType } from "./detect-text.ts";
import { type DetectedType, extensionOf } from "./formats.ts";
import { beginsAsText, looksLikeText, sniffText } from "./text.ts";

/** Bytes of a file's beginning that {@link detectType} makes good use of. */
export const HEAD_BYTES = 65_536;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/**
 * What a file is, from its content; the name only decides between kinds of text and between office files whose
 * beginning doesn't tell. Pass the first {@link HEAD_BYTES} bytes, or the whole file: an archive tells more at its end.
 */
export async function detectType(bytes: Uint8Array, filename: string): Promise<DetectedType> {
  const head = bytes.subarray(0, HEAD_BYTES);
  if (head.length === 0) return { format: "text", mimeType: "text/plain" };
  if (isPdf(head, filename)) return { format: "pdf", mimeType: "application/pdf" };
  if (head[0] === 0x50 && head[1] === 0x4b && (head[2] ?? 0) <= 8) return archiveType(bytes, filename);
  if (startsWith(head, COMPOUND)) return compoundType(bytes);
  // Signatures are ordinary first words as well (BM, MZ, ID3, FORM): text that begins as text is text.
  const isText = looksLikeText(head);
  if (isText && beginsAsText(head)) return textType(sniffText(head), filename);

  // file-type looks for chunks that may lie beyond the head.
  if (startsWith(head, PNG)) return { format: "image", mimeType: "image/png" };
  const known = await fileTypeFromBuffer(head).catch(() => undefined);
  if (known && !isTextual(known.mime)) {
    return { format: known.mime.startsWith("image/") ? "image" : "binary", mimeType: known.mime };
  }
  if (isText) return textType(sniffText(head), filename);
  return { format: "binary", mimeType: "application/octet-stream" };
}

/** Kinds that file-type names although they are plain text. */
function isTextual(mime: string): boolean {
  return (
    mime.startsWith("text/") ||
    ["application/xml", "image/svg+xml", "application/x-ms-regedit", "application/rtf"].includes(mime)
  );
}

function startsWith(bytes: Uint8Array, signature: number[]): boolean {
  return signature.every((byte, i) => bytes[i] === byte);
}

/** Readers accept a PDF header anywhere in the first 1,024 bytes (ISO 32000-1, annex H.3.4.1). A text about PDF has no objects. */
function isPdf(head: Uint8Array, filename: string): boolean {
  const raw = latin1(head);
  const at = raw.slice(0, 1_024 + 8).search(/%PDF-\d/);
  if (at < 0 || at > 1_024) return false;
  return /\d\s+\d+\s+obj\b/.test(raw.slice(at)) || extensionOf(filename) === "pdf" || !looksLikeText(head);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

/** Streams by whose names OLE compound files are told apart. */
const COMPOUND_KINDS: [
  stream: string,
  format: "locked-office" | "old-office" | "binary",
  mimeType: string,
][] = [
  ["EncryptedPackage", "locked-office", "application/x-cfb"],
  ["WordDocument", "old-office", "application/msword"],
  ["PowerPoint Document", "old-office", "application/vnd.ms-powerpoint"],
  ["Workbook", "old-office", "application/vnd.ms-excel"],
  ["__substg1.0_", "binary", "application/vnd.ms-outlook"],
  ["VisioDocument", "binary", "application/vnd.visio"],
  ["\u0005SummaryInformation", "old-office", "application/x-cfb"],
];

/** OLE compound files: password-protected office files, or office files from before 2007. */
function compoundType(bytes: Uint8Array): DetectedType {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [stream, format, mimeType] of COMPOUND_KINDS) {
    if (data.includes(Buffer.from(stream, "utf16le"))) return { format, mimeType };
  }
  return { format: "old-office", mimeType: "application/x-cfb" };
}
