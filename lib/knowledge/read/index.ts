import { readCodeFile } from "./code.ts";
import { detectType, HEAD_BYTES } from "./detect.ts";
import { type ReadContext, type TextDocument, UnreadableFileError } from "./document.ts";
import { READABLE_NAMES } from "./formats.ts";
import { readPlain } from "./plain.ts";
import { decodeText } from "./text.ts";

/**
 * Reads a whole file into blocks of text; what it is comes from its content.
 * @throws UnreadableFileError with a sentence for the person.
 */
export async function readDocument(bytes: Uint8Array, context: ReadContext): Promise<TextDocument> {
  if (bytes.length === 0) throw new UnreadableFileError("The file is empty.");
  const type = await detectType(bytes.subarray(0, HEAD_BYTES), context.filename);
  const document = await readAs(type.format, type.language, bytes, context);
  let characters = 0;
  for (const block of document.blocks) {
    characters +=
      block.kind === "table" ? block.rows.reduce((sum, row) => sum + row.length, 0) : block.text.length;
  }
  if (characters > context.limits.maxChars) {
    throw new UnreadableFileError(
      "The file holds more text than is read from one file. Split it into parts.",
    );
  }
  if (characters === 0) throw new UnreadableFileError("No text was found in the file.");
  return document;
}

// Loaded when needed: each thread reads one file, and most parsers take longer to load than a small file to read.
async function readAs(
  format: Awaited<ReturnType<typeof detectType>>["format"],
  language: string | undefined,
  bytes: Uint8Array,
  context: ReadContext,
): Promise<TextDocument> {
  switch (format) {
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
    case "html":
      return (await import("./html.ts")).readHtml(decodeText(bytes));
    case "markdown":
      return (await import("./markdown.ts")).readMarkdownFile(bytes);
    case "csv":
      return (await import("./csv.ts")).readCsv(bytes);
    case "json":
      return (await import("./json.ts")).readJson(bytes, context.filename);
    case "code":
      return readCodeFile(bytes, language);
    case "text":
      return readPlain(bytes);
    case "image":
      throw new UnreadableFileError(
        "The file is a picture and has no text that can be read. Run text recognition (OCR) on it to search its words.",
      );
    case "locked-office":
      throw new UnreadableFileError("The file is protected by a password. Upload it without one.");
    case "old-office":
      throw new UnreadableFileError(
        "The file is in an Office format from before 2007. Save it as .docx, .xlsx or .pptx and upload that.",
      );
    case "binary":
      throw new UnreadableFileError(`Files of this kind can't be read. These can: ${READABLE_NAMES}.`);
  }
}
