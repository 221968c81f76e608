import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw } from "node:zlib";

export type ZipEntry = {
  /** With `/` between folders; unique. */
  name: string;
  /** Epoch ms. */
  modified: number;
  content: AsyncIterable<Uint8Array>;
};

const [UINT16, UINT32] = [0xffff, 0xffffffff];
/** Sizes follow the content (bit 3), names are UTF-8 (bit 11). */
const FLAGS = 0x0808;
const DEFLATE = 8;
const [PLAIN_VERSION, ZIP64_VERSION] = [20, 45];
const UNIX = 3 << 8;
const REGULAR_FILE = 0o100644 * 0x10000;

type Written = { name: Buffer; time: number; crc: number; packed: number; size: number; offset: number };

/**
 * A ZIP archive made while it is read; one entry's piece at a time is in memory, and some hundred bytes for each entry that
 * was written. Beyond 4 GB or 65,535 entries it goes on as ZIP64 (PKWARE APPNOTE 6.3.10, 4.3 and 4.5.3).
 * `limits` are where that begins; only tests lower them.
 * @throws whatever an entry's content throws; Error for one entry of 4 GB or more
 */
export async function* zipStream(
  entries: AsyncIterable<ZipEntry>,
  limits = { offset: UINT32, count: UINT16 },
): AsyncGenerator<Uint8Array, void, undefined> {
  const written: Written[] = [];
  let position = 0;
  const emit = (bytes: Uint8Array): Uint8Array => {
    position += bytes.length;
    return bytes;
  };
  for await (const entry of entries) {
    const record: Written = {
      name: Buffer.from(entry.name),
      time: dosTime(entry.modified),
      crc: 0,
      packed: 0,
      size: 0,
      offset: position,
    };
    yield emit(localHeader(record));
    for await (const chunk of deflated(entry.content, record)) {
      record.packed += chunk.length;
      yield emit(chunk);
    }
    if (record.size >= UINT32 || record.packed >= UINT32) throw new Error("An entry of 4 GB does not fit.");
    yield emit(fields([4, 0x08074b50], [4, record.crc], [4, record.packed], [4, record.size]));
    written.push(record);
  }
  const start = position;
  for (const record of written) yield emit(directoryEntry(record, limits.offset));
  yield ending(written.length, start, position - start, limits);
}

/** Packs what arrives, and notes its size and checksum. */
async function* deflated(
  content: AsyncIterable<Uint8Array>,
  record: Written,
): AsyncGenerator<Uint8Array, void, undefined> {
  async function* counted() {
    for await (const chunk of content) {
      record.size += chunk.length;
      record.crc = crc32(chunk, record.crc);
      yield chunk;
    }
  }
  const deflate = createDeflateRaw();
  // Its failure reaches the loop below through the stream; a reader who leaves early is none.
  void pipeline(Readable.from(counted()), deflate).catch(() => undefined);
  for await (const chunk of deflate) yield chunk as Uint8Array;
}

function localHeader({ name, time }: Written): Buffer {
  const head = fields(
    [4, 0x04034b50],
    [2, PLAIN_VERSION],
    [2, FLAGS],
    [2, DEFLATE],
    [4, time],
    [4, 0],
    [4, 0],
    [4, 0],
    [2, name.length],
    [2, 0],
  );
  return Buffer.concat([head, name]);
}

function directoryEntry({ name, time, crc, packed, size, offset }: Written, limit: number): Buffer {
  const far = offset >= limit;
  const extra = far ? fields([2, 1], [2, 8], [8, offset]) : Buffer.alloc(0);
  const head = fields(
    [4, 0x02014b50],
    [2, UNIX | ZIP64_VERSION],
    [2, far ? ZIP64_VERSION : PLAIN_VERSION],
    [2, FLAGS],
    [2, DEFLATE],
    [4, time],
    [4, crc],
    [4, packed],
    [4, size],
    [2, name.length],
    [2, extra.length],
    [2, 0],
    [2, 0],
    [2, 0],
    [4, REGULAR_FILE],
    [4, far ? UINT32 : offset],
  );
  return Buffer.concat([head, name, extra]);
}

function ending(
  count: number,
  start: number,
  size: number,
  limits: { offset: number; count: number },
): Buffer {
  const large = count >= limits.count || start >= limits.offset || size >= UINT32;
  const capped = (n: number, most: number) => (large ? most : n);
  const plain = fields(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, capped(count, UINT16)],
    [2, capped(count, UINT16)],
    [4, capped(size, UINT32)],
    [4, capped(start, UINT32)],
    [2, 0],
  );
  if (!large) return plain;
  const record = fields(
    [4, 0x06064b50],
    [8, 44],
    [2, UNIX | ZIP64_VERSION],
    [2, ZIP64_VERSION],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, size],
    [8, start],
  );
  const locator = fields([4, 0x07064b50], [4, 0], [8, start + size], [4, 1]);
  return Buffer.concat([record, locator, plain]);
}

/** Numbers one after the other, little-endian, each with its width in bytes. */
function fields(...numbers: [width: 2 | 4 | 8, value: number][]): Buffer {
  const bytes = Buffer.alloc(numbers.reduce((sum, [width]) => sum + width, 0));
  let at = 0;
  for (const [width, value] of numbers) {
    if (width === 8) bytes.writeBigUInt64LE(BigInt(value), at);
    else bytes.writeUIntLE(value, at, width);
    at += width;
  }
  return bytes;
}

/** Date and time in UTC as MS-DOS wrote them: two seconds are the finest step, 1980 the first year. */
function dosTime(ms: number): number {
  const at = new Date(Math.max(ms, Date.UTC(1980, 0, 1)));
  const day = ((at.getUTCFullYear() - 1980) << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate();
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  return day * 0x10000 + time;
}
