import { Parser } from "htmlparser2";
import { depthGuard } from "./xml.ts";

const escapeText = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const escapeValue = (text: string) => escapeText(text).replaceAll('"', "&quot;");

/** What stands between the parts of a formula when it is written on one line. */
const BEFORE: Record<string, string> = {
  "m:den": "/",
  "m:sup": "^",
  "m:sub": "_",
  "m:rad": "√",
  "m:mr": " ",
  "m:lim": " ",
};

/**
 * A part of a Word document as mammoth understands it: formulas as text of the line, characters with readings (ruby) as
 * the characters alone. The readings come back too, they stand after the text.
 */
export function simplifyWord(source: string): { xml: string; readings: string[] } {
  const out: string[] = [];
  const readings: string[] = [];
  let formula = 0;
  let reading: string[] | null = null;
  let inFormulaText = false;
  const plain = (text: string) => out.push(`<w:r><w:t xml:space="preserve">${escapeText(text)}</w:t></w:r>`);
  const depth = depthGuard();
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth.open();
        if (name === "m:oMath" || name === "m:oMathPara") formula++;
        else if (name === "w:rt") reading = [];
        else if (formula > 0) {
          inFormulaText = name === "m:t";
          if (BEFORE[name]) plain(BEFORE[name]);
          if (name === "m:chr" && attributes["m:val"]) plain(attributes["m:val"]);
        } else if (!reading && !RUBY.has(name)) {
          const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeValue(value)}"`);
          out.push(`<${name}${pairs.join("")}>`);
        }
      },
      ontext(text) {
        if (reading) reading.push(text);
        else if (formula > 0) {
          if (inFormulaText && text) plain(text);
        } else out.push(escapeText(text));
      },
      onclosetag(name) {
        depth.close();
        if (name === "m:oMath" || name === "m:oMathPara") formula = Math.max(0, formula - 1);
        else if (name === "w:rt") {
          const text = reading?.join("").trim();
          if (text) readings.push(text);
          reading = null;
        } else if (formula > 0) inFormulaText = false;
        else if (!reading && !RUBY.has(name)) out.push(`</${name}>`);
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(source);
  return { xml: out.join(""), readings };
}

/** Elements around the base text; what lies in them stays. */
const RUBY = new Set([
  "w:ruby",
  "w:rubyPr",
  "w:rubyBase",
  "w:hps",
  "w:hpsRaise",
  "w:hpsBaseText",
  "w:rubyAlign",
  "w:lid",
]);
