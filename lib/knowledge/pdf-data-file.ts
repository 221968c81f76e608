import { notFound } from "@/lib/errors";
import { readPdfData } from "./read/pdf-data";

/** A file that pdf.js needs in the browser. @throws not_found */
export async function pdfDataFile(folder: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
  return readPdfData(folder, name).catch(() => {
    throw notFound("File");
  });
}
