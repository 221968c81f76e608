import { all, first, parseXml } from "./xml.ts";

/** How a cell's number is shown. */
export type NumberKind = "number" | "percent" | "date" | "time" | "date-time" | "elapsed" | "elapsed-minutes";
export type NumberFormat = { kind: NumberKind; seconds: boolean };

const NUMBER: NumberFormat = { kind: "number", seconds: false };
/** Formats without a code of their own (ECMA-376, 18.8.30). */
const BUILT_IN: Record<number, string> = {
  9: "0%",
  10: "0.00%",
  14: "d/m/yyyy",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: "d/m/yyyy h:mm",
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mm:ss.0",
};
const EAST_ASIAN_DATES = [27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58];
const MAX_CODE = 255;

/** Formats by the number of a cell's style. */
export function cellFormats(styles: string | null): NumberFormat[] {
  if (!styles) return [];
  const xml = parseXml(styles);
  const codes = new Map(Object.entries(BUILT_IN).map(([id, code]) => [Number(id), code]));
  for (const id of EAST_ASIAN_DATES) codes.set(id, "yyyy/m/d");
  for (const { attributes } of all(xml, "numFmt")) {
    codes.set(Number(attributes.numFmtId), attributes.formatCode ?? "");
  }
  const formats = first(xml, "cellXfs");
  const known = new Map<number, NumberFormat>();
  return (formats ? all(formats, "xf") : []).map(({ attributes }) => {
    const id = Number(attributes.numFmtId);
    const format = known.get(id) ?? formatOf(codes.get(id) ?? "General");
    known.set(id, format);
    return format;
  });
}

/** What a format's code shows, whatever words stand in it: “DM” and “Sk” are money, not days and seconds. */
export function formatOf(code: string): NumberFormat {
  const elapsed = /\[([hms])\1*\]/i.exec(code.slice(0, MAX_CODE))?.[1]?.toLowerCase();
  // Quoted and escaped text, the space of a character (`_D`), a filler (`*-`), colours and languages say nothing.
  const plain = code
    .slice(0, MAX_CODE)
    .replace(/"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]/g, "")
    .split(";", 1)[0];
  if (plain === undefined || /general|standard/i.test(plain)) return NUMBER;
  const seconds = /s/i.test(plain) || elapsed === "s";
  if (elapsed)
    return { kind: elapsed === "h" ? "elapsed" : "elapsed-minutes", seconds: seconds || elapsed !== "h" };
  if (/%/.test(plain)) return { kind: "percent", seconds: false };
  if (/[0#?]/.test(plain.replace(/s\.0+/gi, ""))) return NUMBER;
  const hasTime = /[hs]/i.test(plain);
  const hasDate = /[yde]/i.test(plain) || (/m/i.test(plain) && !hasTime);
  if (hasDate) return { kind: hasTime ? "date-time" : "date", seconds };
  return hasTime ? { kind: "time", seconds } : NUMBER;
}

const MS_PER_DAY = 86_400_000;
const two = (value: number) => String(value).padStart(2, "0");

/** A number as its format shows it, dates as ISO 8601. Serial days count from 1899-12-30, or from 1904-01-01. */
export function numberText(value: number, { kind, seconds }: NumberFormat, date1904: boolean): string {
  const plain = String(Number(value.toPrecision(15)));
  if (kind === "number") return plain;
  if (kind === "percent") return `${Number((value * 100).toPrecision(12))}%`;
  const total = Math.round(Math.abs(value) * 86_400);
  if (kind === "elapsed" || kind === "elapsed-minutes") {
    const sign = value < 0 ? "-" : "";
    const minutes = Math.floor(total / 60);
    if (kind === "elapsed-minutes") return `${sign}${minutes}:${two(total % 60)}`;
    return `${sign}${Math.floor(minutes / 60)}:${two(minutes % 60)}${seconds ? `:${two(total % 60)}` : ""}`;
  }
  const days = value + (date1904 ? 1_462 : 0);
  const date = new Date(Math.round((days - 25_569) * 86_400) * 1_000);
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9_999) return plain;
  const iso = date.toISOString();
  const withSeconds = seconds || date.getTime() % 60_000 !== 0;
  const time = iso.slice(11, withSeconds ? 19 : 16);
  if (kind === "time" || (value >= 0 && value < 1)) return time;
  const isWhole = date.getTime() % MS_PER_DAY === 0;
  return isWhole ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}`;
}
