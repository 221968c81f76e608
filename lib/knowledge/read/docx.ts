import { strToU8, zipSync } from "fflate";
import mammoth from "mammoth";
import { type Block, oneLine, type ReadContext, type TextDocument, UnreadableFileError } from "./document.ts";
import { simplifyWord } from "./docx-simplify.ts";
import { readHtml } from "./html.ts";
import { chartsAmong } from "./office-parts.ts";
import { all, parseXml } from "./xml.ts";
import { type Archive, openArchive } from "./zip.ts";

/** Word text by mammoth, which knows styles, numbering, footnotes and text boxes; the rest of its words by their parts. */
export async function readDocx(bytes: Uint8Array, context: ReadContext): Promise<TextDocument> {
  const archive = openArchive(bytes, context);
  // mammoth unpacks without a limit: it gets a new archive of the parts that were unpacked within ours, stored as they are.
  const parts: Record<string, Uint8Array> = {};
  const readings: string[] = [];
  for (const name of archive.names) {
    if (/^word\/media\/|^word\/(fonts|embeddings)\//.test(name) || name.endsWith("/")) continue;
    if (/^word\/(document\d*|footnotes|endnotes)\.xml$/.test(name)) {
      const simple = simplifyWord(archive.readText(name) ?? "");
      for (const reading of simple.readings) readings.push(reading);
      parts[name] = strToU8(simple.xml);
      continue;
    }
    if (name.endsWith(".xml")) archive.readText(name);
    const body = archive.read(name);
    if (body) parts[name] = body;
  }
  const safe = zipSync(parts, { level: 0 });
  context.onProgress?.(0.3);
  const { blocks, note } = readHtml(await convert(safe));
  const say = (text: string) => {
    if (text) blocks.push({ kind: "text", text, at: {} } satisfies Block);
  };
  say(margins(archive).join("\n"));
  for (const text of comments(archive)) say(`Comment: ${text}`);
  for (const lines of chartsAmong(archive, archive.names)) say(lines.join("\n"));
  if (readings.length > 0) say(`Readings: ${[...new Set(readings)].join(", ")}`);
  context.onProgress?.(0.8);
  return { blocks, note };
}

/** Headers and footers, each text once. */
function margins(archive: Archive): string[] {
  const texts = archive.names
    .filter((name) => /^word\/(header|footer)\d*\.xml$/.test(name))
    .flatMap((name) => paragraphs(archive, name, "p"));
  return [...new Set(texts)];
}

function comments(archive: Archive): string[] {
  return paragraphs(archive, "word/comments.xml", "comment");
}

function paragraphs(archive: Archive, part: string, element: string): string[] {
  const source = archive.readText(part);
  if (!source) return [];
  return all(parseXml(simplifyWord(source).xml), element)
    .map((entry) =>
      oneLine(
        all(entry, "r")
          .map((run) =>
            all(run, "t")
              .map((t) => t.children.join(""))
              .join(""),
          )
          .join(""),
      ),
    )
    .filter(Boolean);
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
