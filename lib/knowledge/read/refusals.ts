import { type DetectedType, READABLE_NAMES } from "./formats.ts";

const UNPACK = "Unpack it and upload the files in it.";
const TRANSCRIBE = "Upload a transcript of what is said in it.";
const EXPORT_TABLES = "Export its tables as CSV and upload those.";
const PDF_OR_TEXT = "Export it as PDF or text from its program and upload that.";

/** What a file that can't be read is, and how its text can be had. Keys end in `*` where any kind of a family is meant. */
const KINDS: Record<string, [name: string, way: string]> = {
  "application/msword": ["a Word document from before 2007 (.doc)", "Save it as .docx and upload that."],
  "application/vnd.ms-excel": [
    "an Excel workbook from before 2007 (.xls)",
    "Save it as .xlsx and upload that.",
  ],
  "application/vnd.ms-powerpoint": [
    "a PowerPoint presentation from before 2007 (.ppt)",
    "Save it as .pptx and upload that.",
  ],
  "application/x-cfb": [
    "an Office document from before 2007",
    "Save it as .docx, .xlsx or .pptx and upload that.",
  ],
  "application/vnd.ms-excel.sheet.binary.macroenabled.12": [
    "a binary Excel workbook (.xlsb)",
    "Save it as .xlsx and upload that.",
  ],
  "application/vnd.ms-outlook": [
    "an Outlook message (.msg)",
    "Save it as .eml, text or PDF and upload that.",
  ],
  "application/vnd.visio": ["a Visio drawing", "Export it as PDF and upload that."],
  "application/oxps": ["an XPS document", "Print it as PDF and upload that."],
  "application/vnd.apple.iwork": [
    "an Apple Pages, Numbers or Keynote document",
    "Export it as Word, Excel, PowerPoint or PDF and upload that.",
  ],
  "application/x-mobipocket-ebook": ["a Mobipocket or Kindle book", "Convert it to EPUB and upload that."],
  "application/zip": ["a ZIP archive", UNPACK],
  "application/x-7z-compressed": ["a 7-Zip archive", UNPACK],
  "application/x-rar-compressed": ["a RAR archive", UNPACK],
  "application/x-tar": ["a TAR archive", UNPACK],
  "application/gzip": ["a file packed with gzip", UNPACK],
  "application/x-bzip2": ["a file packed with bzip2", UNPACK],
  "application/x-xz": ["a file packed with xz", UNPACK],
  "application/zstd": ["a file packed with Zstandard", UNPACK],
  "application/java-archive": ["a Java archive", UNPACK],
  "application/x-sqlite3": ["a SQLite database", EXPORT_TABLES],
  "application/vnd.apache.parquet": ["a Parquet table", EXPORT_TABLES],
  "application/x-parquet": ["a Parquet table", EXPORT_TABLES],
  "application/vnd.apache.arrow.file": ["an Arrow table", EXPORT_TABLES],
  "application/avro": ["an Avro table", EXPORT_TABLES],
  "application/x-msdownload": ["a Windows program", "It holds no text; upload its manual instead."],
  "application/x-elf": ["a Linux program", "It holds no text; upload its manual instead."],
  "application/x-mach-binary": ["a macOS program", "It holds no text; upload its manual instead."],
  "application/wasm": ["a WebAssembly program", "Upload its source code instead."],
  "application/java-vm": ["a compiled Java class", "Upload its source code instead."],
  "application/vnd.tcpdump.pcap": ["a network recording", "Export it as text and upload that."],
  "application/octet-stream": ["a binary file of an unknown kind", PDF_OR_TEXT],
  "audio/*": ["a sound recording", TRANSCRIBE],
  "video/*": ["a video", TRANSCRIBE],
  "font/*": ["a font", "It holds no text; upload a document about it instead."],
  "model/*": ["a 3D model", "It holds no text; upload a document about it instead."],
};

/** The sentence for a person whose file holds no text that can be taken out. */
export function refusal({ format, mimeType }: DetectedType): string {
  if (format === "locked-office") return "The file is protected by a password. Upload it without one.";
  if (format === "image") {
    return "The file is a picture and has no text that can be read. Run text recognition (OCR) on it to search its words.";
  }
  const [name, way] = KINDS[mimeType] ??
    KINDS[mimeType.replace(/\/.*/, "/*")] ?? [`a file of the type ${mimeType}`, PDF_OR_TEXT];
  return `The file is ${name}, which can't be read. ${way} These can be read: ${READABLE_NAMES}.`;
}
