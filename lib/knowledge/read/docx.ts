import { zipSync } from "fflate";
import mammoth from "mammoth";
import { type ReadContext, type TextDocument, UnreadableFileError } from "./document.ts";
import { readHtml } from "./html.ts";
import { openArchive } from "./zip.ts";

/** Word text by mammoth, which knows styles, numbering, footnotes and text boxes. */
export async function readDocx(bytes: Uint8Array, context: ReadContext): Promise<TextDocument> {
  const archive = openArchive(bytes, context);
  // mammoth unpacks without a limit: it gets a new archive of the parts that were unpacked within ours, stored as they are.
  const parts: Record<string, Uint8Array> = {};
  for (const name of archive.names) {
    if (/^word\/media\/|^word\/(fonts|embeddings)\//.test(name)) continue;
    if (name.endsWith(".xml")) archive.readText(name);
    const body = archive.read(name);
    if (body && !name.endsWith("/")) parts[name] = body;
  }
  const safe = zipSync(parts, { level: 0 });
  context.onProgress?.(0.3);
  const html = await convert(safe);
  context.onProgress?.(0.8);
  return readHtml(html);
}

async function convert(bytes: Uint8Array): Promise<string> {
  try {
    const result = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes) },
      {
        convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
        styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => h2:fresh"],
      },
    );
    return result.value;
  } catch (error) {
    throw new UnreadableFileError(
      "The Word document is damaged and can't be opened. Open it in Word, save it again and upload that.",
      { cause: error },
    );
  }
}
