import { readFile } from "node:fs/promises";
import path from "node:path";

/** What pdf.js asks for: `kind` names one of the addresses below. */
type Wanted = { kind: string; filename: string };

const FOLDERS: Record<string, string> = { cMapUrl: "cmaps", standardFontDataUrl: "standard_fonts" };

/** Serves pdf.js from its own package on disk; nothing is fetched. */
class DiskData {
  async fetch({ kind, filename }: Wanted): Promise<Uint8Array> {
    const folder = FOLDERS[kind];
    if (!folder) throw new Error(`pdf.js asked for ${kind}`);
    return readPdfData(folder, filename);
  }
}

const NAME = /^\w[\w.-]*$/;

/** One file of the package. `folder`: `cmaps` or `standard_fonts`. @throws Error when there is none of this name */
export async function readPdfData(folder: string, filename: string): Promise<Uint8Array<ArrayBuffer>> {
  if (!Object.values(FOLDERS).includes(folder) || !NAME.test(filename))
    throw new Error("There is no such file.");
  const root = path.join(/* turbopackIgnore: true */ process.cwd(), "node_modules/pdfjs-dist");
  const file = path.join(/* turbopackIgnore: true */ root, folder, filename);
  return new Uint8Array(await readFile(/* turbopackIgnore: true */ file));
}

/**
 * Character maps and standard fonts: without them the text of Chinese, Japanese and Korean fonts that are not embedded is
 * lost. Options of pdf.js's `getDocument`; the version of the data is that of the pdf.js in `unpdf`.
 */
export function pdfData() {
  return {
    useWorkerFetch: false,
    useSystemFonts: false,
    cMapPacked: true,
    cMapUrl: "cmaps/",
    standardFontDataUrl: "standard_fonts/",
    BinaryDataFactory: DiskData,
  };
}
