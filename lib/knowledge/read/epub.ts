import { type Block, type ReadContext, type TextDocument, UnreadableFileError } from "./document.ts";
import { readHtml } from "./html.ts";
import { all, first, parseXml, resolvePath } from "./xml.ts";
import { openArchive } from "./zip.ts";

/** A book's chapters in reading order. */
export function readEpub(bytes: Uint8Array, context: ReadContext): TextDocument {
  const archive = openArchive(bytes, context);
  const container = archive.readText("META-INF/container.xml");
  const packagePath = container && first(parseXml(container), "rootfile")?.attributes["full-path"];
  const source = packagePath ? archive.readText(packagePath) : null;
  if (!packagePath || !source) {
    throw new UnreadableFileError(
      "The book is damaged: its table of contents is missing. Upload another copy.",
    );
  }
  const folder = packagePath.includes("/") ? packagePath.slice(0, packagePath.lastIndexOf("/")) : "";
  const xml = parseXml(source);
  const items = new Map(all(xml, "item").map((item) => [item.attributes.id ?? "", item.attributes]));
  const chapters = all(xml, "itemref")
    .map((reference) => items.get(reference.attributes.idref ?? ""))
    .filter((item) => item?.href && /html|xml/.test(item["media-type"] ?? "") && item.properties !== "nav")
    .map((item) => resolvePath(folder, decodeURIComponent(item?.href ?? "")));
  const locked = archive.readText("META-INF/encryption.xml") ?? "";
  if (chapters.some((path) => locked.includes(path))) {
    throw new UnreadableFileError("The book is protected against copying (DRM) and can't be read.");
  }
  const blocks: Block[] = [];
  chapters.forEach((path, index) => {
    const chapter = archive.readText(path);
    if (chapter) blocks.push(...readHtml(chapter).blocks);
    context.onProgress?.((index + 1) / chapters.length);
  });
  return { blocks, note: null };
}
