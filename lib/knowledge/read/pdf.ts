import { getDocumentProxy } from "unpdf";
import { type Block, type ReadContext, type TextDocument, UnreadableFileError } from "./document.ts";
import { inColumns } from "./pdf-columns.ts";
import { pdfData } from "./pdf-data.ts";
import { addAnnotations } from "./pdf-fields.ts";
import { pageBlocks, withoutRunningTitles } from "./pdf-layout.ts";
import { type PdfLine, type PdfTextItem, pageRows, rowLine } from "./pdf-rows.ts";

/** PDF text page by page; pages that are only pictures are counted and said. */
export async function readPdf(bytes: Uint8Array, context: ReadContext): Promise<TextDocument> {
  const { maxPages, maxChars } = context.limits;
  const document = await open(bytes);
  try {
    const count = document.numPages;
    if (count > maxPages) {
      throw new UnreadableFileError(
        `The PDF has ${count.toLocaleString("en")} pages; up to ${maxPages.toLocaleString("en")} are read. Split it into parts.`,
      );
    }
    const pages: PdfLine[][] = [];
    const remarks: string[][] = [];
    let characters = 0;
    let empty = 0;
    let damaged = 0;
    for (let number = 1; number <= count; number++) {
      const { lines, notes } = await readPage(document, number).catch(() => {
        damaged++;
        return { lines: [], notes: [] };
      });
      remarks.push(notes);
      characters += lines.reduce((sum, line) => sum + line.text.length, remarks.at(-1)?.join("").length ?? 0);
      if (characters > maxChars) {
        throw new UnreadableFileError(
          "The PDF holds more text than is read from one file. Split it into parts.",
        );
      }
      if (lines.length === 0) empty++;
      pages.push(lines);
      context.onProgress?.(number / count);
    }
    if (damaged === count) throw new UnreadableFileError(DAMAGED);
    if (characters === 0) {
      throw new UnreadableFileError(
        "The PDF has no text: its pages are pictures, as from a scanner. Run text recognition (OCR) on it and upload the result.",
      );
    }
    const bodyHeight = commonHeight(pages);
    const blocks: Block[] = [];
    withoutRunningTitles(pages).forEach((lines, index) => {
      const at = { page: index + 1 };
      blocks.push(...pageBlocks(lines, at.page, bodyHeight));
      for (const text of remarks[index] ?? []) blocks.push({ kind: "text", text: `Note: ${text}`, at });
    });
    const said = [
      empty > damaged
        ? `${empty - damaged} of ${count} pages have no text; they may be scanned pictures or blank.`
        : "",
      damaged > 0 ? `${damaged} of ${count} pages are damaged and could not be read.` : "",
    ];
    return { blocks, note: said.filter(Boolean).join(" ") || null };
  } finally {
    await document.destroy().catch(() => undefined);
  }
}

const DAMAGED = "The PDF is damaged and can't be opened. Save or export it again and upload that.";

/** A page's lines in reading order, and its notes. */
async function readPage(document: Awaited<ReturnType<typeof open>>, number: number) {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent();
  const rows = pageRows(items.flatMap((item): PdfTextItem[] => ("str" in item ? [item] : [])));
  const annotations = await page.getAnnotations({ intent: "display" }).catch(() => []);
  const notes = addAnnotations(rows, annotations);
  const lines = inColumns(rows)
    .map(rowLine)
    .filter((line) => line.text);
  page.cleanup();
  return { lines, notes };
}

async function open(bytes: Uint8Array) {
  try {
    return await getDocumentProxy(bytes, {
      verbosity: 0,
      isEvalSupported: false,
      stopAtErrors: false,
      ...pdfData(),
    });
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    if (name === "PasswordException") {
      throw new UnreadableFileError("The PDF is protected by a password. Upload it without one.", {
        cause: error,
      });
    }
    throw new UnreadableFileError(DAMAGED, { cause: error });
  }
}

/** The height that most characters have: what stands out from it is a heading. */
function commonHeight(pages: PdfLine[][]): number {
  const weight = new Map<number, number>();
  for (const lines of pages) {
    for (const line of lines) {
      const height = Math.round(line.height * 2) / 2;
      weight.set(height, (weight.get(height) ?? 0) + line.text.length);
    }
  }
  return [...weight].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
}
