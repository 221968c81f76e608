import { chardet } from "jschardet";
import { decodeAs, type Encoding, knownEncoding } from "./encoding.ts";

/** Encodings that the detector knows and `TextDecoder` reads. */
const CANDIDATES = [
  ...[1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258].map((page) => `windows-${page}`),
  ...[2, 5, 6, 7, 8, 15].map((part) => `iso8859-${part}`),
  ..."cp874 koi8-r koi8-u cp866 mac-roman mac-cyrillic cp932 euc-jp iso-2022-jp gb18030 big5 cp949".split(
    " ",
  ),
];
/** Bytes that the guess is made from. */
const SAMPLE = 200_000;
/** Letters beyond ASCII without which no guess is sure. */
const TELLING = 12;
const MARGIN = 1.5;
const NEARLY = 0.93;

export type Guess = {
  encoding: Encoding;
  /** As people call it. */
  name: string;
  sure: boolean;
};

/** The encoding that the letters of a text speak for, or null when nothing does. */
export function guessEncoding(bytes: Uint8Array): Guess | null {
  const sample = telling(bytes);
  const found = chardet.detectAll(sample, { includeEncodings: CANDIDATES, ignoreThreshold: true });
  const guesses = found.flatMap(({ encoding: name, confidence }) => {
    const encoding = name ? knownEncoding(name) : null;
    return name && encoding ? [{ encoding, name, confidence }] : [];
  });
  const first = guesses[0];
  if (!first) return null;
  // Where little speaks for one of them it is the one that most files of the West are in.
  const usual = guesses.find(({ encoding }) => encoding === "windows-1252");
  const best = usual && usual.confidence >= first.confidence * NEARLY ? usual : first;
  const text = decodeAs(sample, best.encoding);
  // Most rivals are near relatives under which the text reads the same.
  const rival = guesses.find(
    (other) => other.encoding !== best.encoding && decodeAs(sample, other.encoding) !== text,
  );
  const letters = sample.reduce((sum, byte) => sum + (byte > 127 ? 1 : 0), 0);
  const sure =
    best.encoding === "iso-2022-jp" ||
    (letters >= TELLING && (!rival || best.confidence >= rival.confidence * MARGIN));
  return { encoding: best.encoding, name: best.name, sure };
}

/** A large file's part around its first letters beyond ASCII. */
function telling(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SAMPLE) return bytes;
  const at = bytes.findIndex((byte) => byte > 127 || byte === 27);
  const from = Math.max(0, Math.min(at - 1_000, bytes.length - SAMPLE));
  return bytes.subarray(from, from + SAMPLE);
}
