import { type DetectedType, extensionOf, languageOf } from "./formats.ts";

/** Beyond it a text is not parsed to tell whether it is JSON. */
const PARSED = 32_768;

/** The kind of a text by its beginning, else by its name. */
export function textType(text: string, filename: string): DetectedType {
  const start = text.trimStart().slice(0, 2_000);
  const extension = extensionOf(filename);
  const language = languageOf(filename);
  if (/^\{\\rtf\d?/.test(start)) return { format: "rtf", mimeType: "application/rtf" };
  if (isMail(start, extension)) return { format: "mail", mimeType: "message/rfc822" };
  if (
    /^(<!doctype html|<html[\s>])/i.test(start) ||
    /^<\?xml[^>]*>\s*(<!doctype html|<html[\s>])/i.test(start)
  ) {
    return { format: "html", mimeType: "text/html" };
  }
  if (["html", "htm", "xhtml"].includes(extension) && /<[a-z!/]/i.test(text)) {
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

const MAIL_FIELD =
  /^(from|to|cc|subject|date|message-id|mime-version|received|return-path|delivered-to|content-type|reply-to|sender|x-[\w-]+|dkim-signature|authentication-results|arc-[\w-]+):/i;
const ONLY_MAIL = /^(message-id|mime-version|received|return-path|delivered-to|dkim-signature):/im;

/** A message as mail programs save it: a block of header fields, some of which nothing else has. */
function isMail(start: string, extension: string): boolean {
  const lines = start.replace(/^From [^\n]*\n/, "").split(/\r\n?|\n/);
  const end = lines.findIndex((line) => !/^[!-9;-~]+:|^[ \t]/.test(line));
  const header = lines.slice(0, end < 0 ? lines.length : end);
  const fields = header.filter((line) => MAIL_FIELD.test(line)).length;
  if (["eml", "mht", "mhtml"].includes(extension)) return fields >= 1;
  return fields >= 3 && ONLY_MAIL.test(header.join("\n")) && (end < 0 || lines[end] === "");
}

function looksLikeJson(text: string): boolean {
  const trimmed = text.trim();
  if (!/^(\{\s*("|\})|\[\s*[[{"\d\]])/.test(trimmed)) return false;
  if (text.length >= PARSED) return /^[[{][\s[{]*"[^"\n]*"\s*[:,]/.test(trimmed);
  try {
    JSON.parse(trimmed);
    return true;
  } catch {
    return false;
  }
}
