import {
  byteOrderMark,
  declaredEncoding,
  decodeAs,
  decodeWide,
  type Encoding,
  isPlausible,
  isWide,
  silentWide,
} from "./encoding.ts";

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/** What a crash leaves in a log. */
const ZEROS = /\0+/g;

export type DecodedText = {
  /** With `\n` line ends. */
  text: string;
  /** For the person: how the letters were read when that had to be guessed. */
  note: string | null;
};

/** Bytes at a file's beginning where a binary one has zeros and control characters. */
const SIGNATURE = 512;

/** Whether the first bytes of a file are text in any of the encodings that {@link decodeText} reads. */
export function looksLikeText(head: Uint8Array): boolean {
  const mark = byteOrderMark(head);
  const wide = mark ? (isWide(mark.encoding) ? mark.encoding : null) : silentWide(head);
  if (wide) return isPlausible(decodeWide(head.subarray(mark?.length ?? 0, 8_192), wide));
  let odd = 0;
  let gaps = 0;
  for (let i = 0; i < head.length; i++) {
    const byte = head[i] ?? 0;
    // A log that a crash cut off has a run of zeros where its last block was.
    if (byte === 0) gaps += head[i - 1] === 0 ? 0 : 1;
    else if (isControl(byte)) odd++;
  }
  return odd + gaps <= Math.max(1, head.length * 0.01) + (odd === 0 ? Math.min(8, head.length / 16) : 0);
}

/** Whether there is little at the beginning that only binary files have. */
export function beginsAsText(head: Uint8Array): boolean {
  if (byteOrderMark(head) || silentWide(head)) return looksLikeText(head);
  const start = head.subarray(0, SIGNATURE);
  const odd = start.reduce((sum, byte) => sum + (byte !== 0 && isControl(byte) ? 1 : 0), 0);
  return odd <= start.length * 0.08 && !start.includes(0);
}

function isControl(byte: number): boolean {
  return (byte < 32 && byte !== 8 && byte !== 27 && !(byte >= 9 && byte <= 13)) || byte === 127;
}

/**
 * Bytes of a text file as a string: a byte order mark decides, then what the file declares, then UTF-8 where the bytes are
 * that, else a detector's guess, which is said.
 */
export async function decodeText(bytes: Uint8Array, named: Encoding | null = null): Promise<DecodedText> {
  const mark = byteOrderMark(bytes);
  if (mark) return certain(decodeAs(bytes.subarray(mark.length), mark.encoding));
  const wide = silentWide(bytes);
  if (wide) return certain(decodeWide(bytes, wide));
  const utf8 = asUtf8(bytes);
  const declared = named ?? declaredEncoding(bytes);
  if (declared && !isWide(declared) && !(utf8 !== null && wideCharacters(utf8) >= 8)) {
    const text = decodeAs(bytes, declared);
    if (brokenShare(text) <= 0.01) return certain(text);
  }
  // Japanese in seven bits shifts between its sets by escapes.
  if (utf8 !== null && !utf8.includes("\u001b$")) return certain(utf8);
  const loose = new TextDecoder().decode(bytes);
  // A few broken bytes in a UTF-8 file are likelier than another encoding when most non-ASCII bytes do pair up.
  const broken = loose.split("\ufffd").length - 1;
  if (broken > 0 && wideCharacters(loose, broken * 10 + 1) > broken * 10) {
    return { ...certain(loose), note: "Some letters of the file are damaged and could not be read." };
  }
  const { guessEncoding } = await import("./guess-encoding.ts");
  const guess = guessEncoding(bytes);
  if (!guess || (utf8 !== null && guess.encoding !== "iso-2022-jp")) return certain(loose);
  const doubt = guess.sure ? "" : " This is doubtful, the file has too few letters that tell.";
  const note = `The file doesn't say how its letters are written; they were read as ${guess.name}.${doubt} If words look wrong, save it as UTF-8 and upload that.`;
  return { ...certain(decodeAs(bytes, guess.encoding)), note };
}

/** The beginning of a text file, for telling its kind: letters outside ASCII may be wrong. */
export function sniffText(head: Uint8Array): string {
  const mark = byteOrderMark(head);
  const wide = mark && isWide(mark.encoding) ? mark.encoding : mark ? null : silentWide(head);
  const body = head.subarray(mark?.length ?? 0);
  if (wide) return decodeWide(body, wide);
  return new TextDecoder().decode(body);
}

/** A part of an archive: by its mark or declaration, else UTF-8. */
export function decodePart(bytes: Uint8Array): string {
  const mark = byteOrderMark(bytes);
  if (mark) return decodeAs(bytes.subarray(mark.length), mark.encoding);
  const declared = declaredEncoding(bytes);
  return decodeAs(bytes, declared && !isWide(declared) ? declared : (silentWide(bytes) ?? "utf-8"));
}

const certain = (text: string): DecodedText => ({
  text: text.replace(/\r\n?/g, "\n").replace(ZEROS, " "),
  note: null,
});

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return UTF8.decode(bytes);
  } catch {
    return null;
  }
}

/** Characters beyond ASCII, counted up to `enough`. */
function wideCharacters(text: string, enough = 8): number {
  let count = 0;
  for (let i = 0; i < text.length && count < enough; i++) {
    const code = text.charCodeAt(i);
    if (code > 127 && code !== 0xfffd) count++;
  }
  return count;
}

function brokenShare(text: string): number {
  return (text.split("\ufffd").length - 1) / Math.max(1, text.length);
}
