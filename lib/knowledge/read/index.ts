import { readCode } from "./code.ts";
import { detectType } from "./detect.ts";
import { type ReadContext, type TextDocument, UnreadableFileError } from "./document.ts";
import type { DetectedType } from "./formats.ts";
import { readPlain } from "./plain.ts";
import { refusal } from "./refusals.ts";
import { decodeText } from "./text.ts";

/**
 * Reads a whole file into blocks of text; what it is comes from its content.
 * @throws UnreadableFileError with a sentence for the person.
 */
export async function readDocument(bytes: Uint8Array, context: ReadContext): Promise<TextDocument> {
  if (bytes.length === 0) throw new UnreadableFileError("The file is empty.");
  const type = await detectType(bytes, context.filename);
  const document = (await readPacked(type, bytes, context)) ?? (await readText(type, bytes, context));
  let characters = 0;
  let words = false;
  for (const block of document.blocks) {
    const texts = block.kind === "table" ? [block.header ?? "", ...block.rows] : [block.text];
    for (const text of texts) {
      characters += text.length;
      words ||= /[^\s|]/.test(text);
    }
  }
  if (characters > context.limits.maxChars) {
    throw new UnreadableFileError(
      "The file holds more text than is read from one file. Split it into parts.",
    );
  }
  if (!words) throw new UnreadableFileError("No text was found in the file.");
  return document;
}

// Loaded when needed: each process reads one file, and most parsers take longer to load than a small file to read.
async function readPacked(
  type: DetectedType,
  bytes: Uint8Array,
  context: ReadContext,
): Promise<TextDocument | null> {
  switch (type.format) {
    case "pdf":
      return (await import("./pdf.ts")).readPdf(bytes, context);
    case "docx":
      return (await import("./docx.ts")).readDocx(bytes, context);
    case "pptx":
      return (await import("./pptx.ts")).readPptx(bytes, context);
    case "xlsx":
      return (await import("./xlsx.ts")).readXlsx(bytes, context);
    case "odt":
      return (await import("./odt.ts")).readOdt(bytes, context);
    case "epub":
      return (await import("./epub.ts")).readEpub(bytes, context);
    case "rtf":
      return (await import("./rtf.ts")).readRtf(bytes);
    case "mail":
      return (await import("./mail.ts")).readMail(bytes);
    case "image":
    case "locked-office":
    case "old-office":
    case "binary":
      throw new UnreadableFileError(refusal(type));
    default:
      return null;
  }
}

async function readText(type: DetectedType, bytes: Uint8Array, context: ReadContext): Promise<TextDocument> {
  const { text, note } = await decodeText(bytes);
  const document = await readDecoded(type, text, context);
  return { ...document, note: [note, document.note].filter(Boolean).join(" ") || null };
}

/** XML and Java properties write letters by their numbers where their encoding lacks them. */
async function plainLetters(text: string, language: string | undefined): Promise<string> {
  if (language === "ini" && text.includes("\\u")) return (await import("./json.ts")).unescaped(text);
  if (language !== "xml" || !text.includes("&#")) return text;
  return text.replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (reference, hex: string, decimal: string) => {
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code < 128 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)
      ? reference
      : String.fromCodePoint(code);
  });
}

async function readDecoded(type: DetectedType, text: string, context: ReadContext): Promise<TextDocument> {
  switch (type.format) {
    case "html":
      return (await import("./html.ts")).readHtml(text);
    case "markdown":
      return (await import("./markdown.ts")).readMarkdown(text);
    case "csv":
      return (await import("./csv.ts")).readCsv(text);
    case "json":
      return (await import("./json.ts")).readJson(text, context.filename);
    case "code":
      return readCode(await plainLetters(text, type.language), type.language);
    default:
      return readPlain(text);
  }
}
