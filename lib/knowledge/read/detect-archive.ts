import { type DetectedType, extensionOf, type Format, OFFICE_MIME } from "./formats.ts";

const LOCAL_HEADER = "PK\u0003\u0004";
const CENTRAL_HEADER = "PK\u0001\u0002";
/** OpenDocument and EPUB declare themselves in this entry, uncompressed. */
const DECLARATION = /^mimetype(application\/[\w.+-]+)/;

type OfficeKey = keyof typeof OFFICE_MIME;
const FORMATS: Record<OfficeKey, Format> = {
  docx: "docx",
  pptx: "pptx",
  xlsx: "xlsx",
  odt: "odt",
  ods: "odt",
  odp: "odt",
  epub: "epub",
};
const office = (key: OfficeKey): DetectedType => ({ format: FORMATS[key], mimeType: OFFICE_MIME[key] });
const refused = (mimeType: string): DetectedType => ({ format: "binary", mimeType });

/** The kind of a ZIP by what it holds: of a whole file by its directory, of a beginning by the entries in it. */
export function archiveType(bytes: Uint8Array, filename: string): DetectedType {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const { names, declared } = entries(raw);
  if (declared) {
    // The packed content follows without a border: `…+zipPK`.
    const key = (Object.keys(OFFICE_MIME) as OfficeKey[]).find((entry) =>
      declared.startsWith(OFFICE_MIME[entry]),
    );
    if (key) return office(key);
  }
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (has(/^xl\/workbook\.bin$/)) return refused("application/vnd.ms-excel.sheet.binary.macroenabled.12");
  if (has(/^word\//)) return office("docx");
  if (has(/^ppt\//)) return office("pptx");
  if (has(/^xl\//)) return office("xlsx");
  if (has(/^META-INF\/container\.xml$/)) return office("epub");
  if (has(/^Index\/.*\.iwa$|^Index\.zip$/)) return refused("application/vnd.apple.iwork");
  if (has(/^visio\//)) return refused("application/vnd.visio");
  if (has(/^Documents\/\d+\/|\.fpage$/)) return refused("application/oxps");
  if (has(/^META-INF\/MANIFEST\.MF$/)) return refused("application/java-archive");
  // The end, where the directory is, may not have come yet.
  const isOffice = has(/^\[Content_Types\]\.xml$|^_rels\/|^docProps\/|^content\.xml$|^META-INF\//);
  const extension = extensionOf(filename);
  if (extension in OFFICE_MIME && (isOffice || extension === "epub")) return office(extension as OfficeKey);
  return refused("application/zip");
}

function entries(raw: string): { names: string[]; declared: string | undefined } {
  const names = new Set<string>();
  let declared: string | undefined;
  const walk = (signature: string, header: number, lengthAt: number) => {
    for (let at = raw.indexOf(signature); at >= 0; at = raw.indexOf(signature, at + 4)) {
      const length = raw.charCodeAt(at + lengthAt) + raw.charCodeAt(at + lengthAt + 1) * 256;
      // Office programs of old wrote backslashes.
      if (length > 0)
        names.add(raw.slice(at + header, at + header + Math.min(length, 500)).replaceAll("\\", "/"));
      if (signature === LOCAL_HEADER && length === 8) {
        declared ??= DECLARATION.exec(raw.slice(at + header, at + header + 200))?.[1];
      }
    }
  };
  walk(LOCAL_HEADER, 30, 26);
  walk(CENTRAL_HEADER, 46, 28);
  return { names: [...names], declared };
}
