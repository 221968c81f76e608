import { inflateRawSync } from "node:zlib";
import { type ReadContext, UnreadableFileError } from "./document.ts";
import { decodePart } from "./text.ts";

const CENTRAL_HEADER = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_OF_DIRECTORY = 0x06054b50;
const MAX_ENTRIES = 20_000;
export const MAX_PART_BYTES = 40 * 1024 * 1024;

type Entry = {
  name: string;
  offset: number;
  packed: number;
  size: number;
  method: number;
  encrypted: boolean;
};

export type Archive = {
  names: string[];
  /** The entry's content, or null when there is none of that name. @throws UnreadableFileError past the limits. */
  read(name: string): Uint8Array | null;
  /** An XML or HTML part. A tree of it takes some twenty times its size, so it has a limit of its own. */
  readText(name: string, maxBytes?: number): string | null;
};

const DAMAGED =
  "The file is damaged: its contents can't be unpacked. Save it again in its program and upload that.";

/**
 * Opens a ZIP without unpacking anything. Sizes that an archive declares are only believed when they are too large:
 * what is really unpacked is counted over all entries, and an entry can't grow past what is left of the limit.
 */
export function openArchive(bytes: Uint8Array, context: ReadContext): Archive {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = directory(data);
  const declared = [...entries.values()].reduce((sum, entry) => sum + entry.size, 0);
  const limit = context.limits.maxExpandedBytes;
  if (declared > limit) throw tooLarge(limit);
  let left = limit;

  const read = (name: string): Uint8Array | null => {
    const entry = entries.get(name);
    if (!entry) return null;
    if (entry.encrypted)
      throw new UnreadableFileError("The file is protected by a password. Upload it without one.");
    const body = unpack(data, entry, left, limit);
    left -= body.length;
    if (left < 0) throw tooLarge(limit);
    return body;
  };
  return {
    names: [...entries.keys()],
    read,
    readText(name, maxBytes = MAX_PART_BYTES) {
      const body = read(name);
      if (body && body.length > maxBytes) throw tooLarge(maxBytes);
      return body && decodePart(body);
    },
  };
}

function tooLarge(limit: number): UnreadableFileError {
  const megabytes = Math.round(limit / 1024 / 1024);
  return new UnreadableFileError(
    `The file unpacks to more than ${megabytes} MB, which is not read. Split it or remove large parts.`,
  );
}

function unpack(data: Buffer, entry: Entry, left: number, limit: number): Uint8Array {
  if (entry.offset + 30 > data.length || data.readUInt32LE(entry.offset) !== LOCAL_HEADER) {
    throw new UnreadableFileError(DAMAGED);
  }
  const start =
    entry.offset + 30 + data.readUInt16LE(entry.offset + 26) + data.readUInt16LE(entry.offset + 28);
  const packed = data.subarray(start, start + entry.packed);
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw new UnreadableFileError(DAMAGED);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, left) });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(limit);
    throw new UnreadableFileError(DAMAGED, { cause: error });
  }
}

function directory(data: Buffer): Map<string, Entry> {
  const end = data.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  if (end < 0 || end + 22 > data.length || data.readUInt32LE(end) !== END_OF_DIRECTORY) {
    throw new UnreadableFileError(DAMAGED);
  }
  const count = data.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) {
    throw new UnreadableFileError(`The file packs ${count} parts, which is not read. Split it.`);
  }
  const entries = new Map<string, Entry>();
  let at = data.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (at + 46 > data.length || data.readUInt32LE(at) !== CENTRAL_HEADER) {
      throw new UnreadableFileError(DAMAGED);
    }
    const nameLength = data.readUInt16LE(at + 28);
    const name = data.toString("utf8", at + 46, at + 46 + nameLength).replaceAll("\\", "/");
    entries.set(name, {
      name,
      offset: data.readUInt32LE(at + 42),
      packed: data.readUInt32LE(at + 20),
      size: data.readUInt32LE(at + 24),
      method: data.readUInt16LE(at + 10),
      encrypted: (data.readUInt16LE(at + 8) & 1) === 1,
    });
    at += 46 + nameLength + data.readUInt16LE(at + 30) + data.readUInt16LE(at + 32);
  }
  return entries;
}
