const UTF8 = new TextDecoder("utf-8", { fatal: true });
const LOOSE_UTF8 = new TextDecoder("utf-8");

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

function byteOrderMark(bytes: Uint8Array): { encoding: Encoding; length: number } | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", length: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", length: 2 };
  return null;
}

/** UTF-16 without a mark: Latin text has a zero in every other byte. */
function silentUtf16(bytes: Uint8Array): Encoding | null {
  const length = Math.min(bytes.length, 4_096) & ~1;
  if (length < 8) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  if (odd > length * 0.35 && even < length * 0.05) return "utf-16le";
  if (even > length * 0.35 && odd < length * 0.05) return "utf-16be";
  return null;
}

/** Whether the first bytes of a file are text in any of the encodings that {@link decodeText} reads. */
export function looksLikeText(head: Uint8Array): boolean {
  if (byteOrderMark(head) || silentUtf16(head)) return true;
  let odd = 0;
  for (const byte of head) {
    if (byte === 0) return false;
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27) odd++;
  }
  return odd <= head.length * 0.01;
}

/**
 * Bytes of a text file as a string with `\n` line ends: UTF-8 or UTF-16, else Windows-1252, which never fails.
 * A part of a file may end in the middle of a character; pass `partial` then.
 */
export function decodeText(bytes: Uint8Array, options: { partial?: boolean } = {}): string {
  const mark = byteOrderMark(bytes);
  const body = mark ? bytes.subarray(mark.length) : bytes;
  const encoding = mark?.encoding ?? silentUtf16(bytes);
  let text: string;
  if (encoding && encoding !== "utf-8") {
    text = new TextDecoder(encoding).decode(body.subarray(0, body.length & ~1));
  } else {
    text = decodeBytes(body, options.partial ?? false);
  }
  return text.replace(/\r\n?/g, "\n");
}

function decodeBytes(bytes: Uint8Array, partial: boolean): string {
  try {
    return UTF8.decode(partial ? bytes.subarray(0, wholeCharacters(bytes)) : bytes);
  } catch {
    // A few broken bytes in a UTF-8 file are likelier than another encoding when most non-ASCII bytes do pair up.
    const loose = LOOSE_UTF8.decode(bytes);
    const broken = loose.split("�").length - 1;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: counts what is not ASCII
    const good = (loose.match(/[^\x00-\x7f�]/g) ?? []).length;
    return good > broken * 10 ? loose : new TextDecoder("windows-1252").decode(bytes);
  }
}

function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const width = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back >= width ? bytes.length : bytes.length - back;
    }
  }
  return bytes.length;
}
