/** How a text file's bytes become characters: what the file says of itself, its marks, and what its zeros tell. */

/** Labels of the Encoding Standard, and the two that `TextDecoder` lacks. */
export type Encoding = string;

export type Mark = { encoding: Encoding; length: number };

export function byteOrderMark(bytes: Uint8Array): Mark | null {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", length: 3 };
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { encoding: "utf-32le", length: 4 };
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return { encoding: "utf-32be", length: 4 };
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", length: 2 };
  return null;
}

/** Bytes that are looked at for the wide encodings. */
const SAMPLE = 8_192;
const WIDE = ["utf-16le", "utf-16be", "utf-32le", "utf-32be"];

/** UTF-16 or UTF-32 that doesn't say so: zeros stand where its characters have them, and it reads as text. */
export function silentWide(bytes: Uint8Array): Encoding | null {
  const sample = bytes.subarray(0, Math.min(bytes.length, SAMPLE) & ~3);
  if (sample.length < 8) return null;
  const zeros = [0, 0, 0, 0];
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) zeros[i & 3] = (zeros[i & 3] ?? 0) + 1;
  const [z0 = 0, z1 = 0, z2 = 0, z3 = 0] = zeros;
  const quarter = sample.length / 4;
  if (z2 > quarter * 0.9 && z3 === quarter && z0 < quarter / 2) return "utf-32le";
  if (z1 > quarter * 0.9 && z0 === quarter && z3 < quarter / 2) return "utf-32be";
  const even = z0 + z2;
  const odd = z1 + z3;
  // In text of one byte a character zeros are rare and stand anywhere; here they are high halves.
  if (odd > even * 10 && readsAsWide(sample, "utf-16le", odd)) return "utf-16le";
  if (even > odd * 10 && readsAsWide(sample, "utf-16be", even)) return "utf-16be";
  return silentJapanese(sample);
}

function readsAsWide(sample: Uint8Array, encoding: Encoding, zeros: number): boolean {
  const printable = sample.reduce((sum, byte) => sum + (byte >= 32 && byte < 127 ? 1 : 0), 0);
  // A log with a few zeros in it is mostly plain letters.
  if (zeros < sample.length * 0.3 && printable > (sample.length - zeros) * 0.9) return false;
  return isPlausible(decodeWide(sample, encoding));
}

/** Japanese in UTF-16 has hardly a zero: kana begin with 0x30, always in the same half. */
function silentJapanese(sample: Uint8Array): Encoding | null {
  const halves = [0, 0];
  let letters = 0;
  sample.forEach((byte, i) => {
    if (byte === 0x30) halves[i & 1] = (halves[i & 1] ?? 0) + 1;
    if (byte >= 32 && byte < 127) letters++;
  });
  const [even = 0, odd = 0] = halves;
  const kana = Math.max(even, odd);
  if (kana < sample.length * 0.05 || Math.min(even, odd) * 5 > kana || letters > sample.length * 0.9)
    return null;
  const encoding = even > odd ? "utf-16be" : "utf-16le";
  return isPlausible(decodeWide(sample, encoding)) ? encoding : null;
}

const UNLIKELY = /[\p{Co}\p{Cn}\p{Cs}\ufffd]|(?!\s)\p{Cc}/gu;

/** Hardly any character that no text has: controls, halves of pairs, private and unassigned ones. */
export function isPlausible(text: string): boolean {
  const odd = text.match(UNLIKELY);
  return (odd?.length ?? 0) <= text.length * 0.02;
}

export const isWide = (encoding: Encoding): boolean => WIDE.includes(encoding);

/** UTF-16 and UTF-32, the latter by hand. A character cut off at the end is left out. */
export function decodeWide(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding.startsWith("utf-16")) {
    return new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes.subarray(0, bytes.length & ~1));
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length & ~3);
  const little = encoding === "utf-32le";
  const parts: string[] = [];
  for (let at = 0; at < view.byteLength; ) {
    const points: number[] = [];
    for (; at < view.byteLength && points.length < 4_096; at += 4) {
      const point = view.getUint32(at, little);
      points.push(point > 0x10ffff || (point >= 0xd800 && point < 0xe000) ? 0xfffd : point);
    }
    parts.push(String.fromCodePoint(...points));
  }
  return parts.join("");
}

/** Characters that the encoding lacks come as U+FFFD. */
export function decodeAs(bytes: Uint8Array, encoding: Encoding): string {
  return isWide(encoding) ? decodeWide(bytes, encoding) : new TextDecoder(encoding).decode(bytes);
}

/** Where a declaration may stand. */
const DECLARED_WITHIN = 4_096;

/** The encoding that an HTML or XML file, a style sheet or a program's first lines name; null when they name none that is known. */
export function declaredEncoding(bytes: Uint8Array): Encoding | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, DECLARED_WITHIN)).toString(
    "latin1",
  );
  const named =
    /^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})/i.exec(head)?.[1] ??
    /<meta\s[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(head)?.[1] ??
    /^@charset\s+"([\w.:-]{1,40})"/.exec(head)?.[1] ??
    /^(?:[^\n]{0,200}\n)?[ \t\f]*#[^\n]{0,200}?coding[:=][ \t]*([\w.-]{1,40})/.exec(head)?.[1];
  return named ? knownEncoding(named) : null;
}

const ALIASES: Record<string, Encoding> = {
  cp932: "shift_jis",
  cp949: "euc-kr",
  cp950: "big5",
  "big5-hkscs": "big5",
  cp936: "gbk",
  cp874: "windows-874",
  macroman: "macintosh",
  "mac-roman": "macintosh",
  maccyrillic: "x-mac-cyrillic",
  "mac-cyrillic": "x-mac-cyrillic",
  "latin-1": "windows-1252",
};

/** A name of an encoding as `TextDecoder` knows it, or null. */
export function knownEncoding(name: string): Encoding | null {
  const lower = name
    .toLowerCase()
    .replaceAll("_", "-")
    .replace(/^iso8859-/, "iso-8859-");
  for (const label of [ALIASES[lower], name, lower, lower.replaceAll("-", "_")]) {
    if (!label) continue;
    try {
      return new TextDecoder(label).encoding;
    } catch {
      // The next spelling.
    }
  }
  return null;
}
