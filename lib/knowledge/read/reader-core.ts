import { passagesOf } from "../index/passages.ts";
import { type SegmentBlob, SegmentBuilder } from "../index/segment.ts";
import { isUnreadable, READ_LIMITS, UnreadableFileError } from "./document.ts";
import { readDocument } from "./index.ts";
import type { ReaderMessage, ReadRequest } from "./reader-protocol.ts";

const BATCH_BYTES = 256 * 1024;
const PROGRESS_EVERY_MS = 250;

/** How the reader talks to the server: `taken` resolves when the server has stored the last batch. */
export type ReaderLine = { say(message: ReaderMessage): void; taken(): Promise<unknown> };

/** Reads one file into blobs and says how it goes; never throws. */
export async function serveReading(request: ReadRequest, line: ReaderLine): Promise<void> {
  try {
    await read(request, line);
  } catch (error) {
    if (isUnreadable(error)) {
      line.say({ kind: "unreadable", message: error.message, cause: String(error.cause ?? "") });
    } else {
      line.say({
        kind: "broken",
        cause: error instanceof Error ? `${error.name}: ${error.message}` : "unknown",
      });
    }
  }
}

async function read({ filename, bytes }: ReadRequest, line: ReaderLine): Promise<void> {
  let spoken = 0;
  let told: string | null = null;
  const progress = (stage: "reading" | "indexing", done: number) => {
    const now = Date.now();
    // A new stage is always told.
    if (stage === told && now - spoken < PROGRESS_EVERY_MS) return;
    spoken = now;
    told = stage;
    line.say({ kind: "progress", stage, done });
  };
  let batch: SegmentBlob[] = [];
  let size = 0;
  const send = async (blob: SegmentBlob | null, last = false) => {
    if (blob) {
      batch.push(blob);
      size += blob.data.length;
    }
    if (size < BATCH_BYTES && !(last && batch.length > 0)) return;
    const taken = line.taken();
    line.say({ kind: "blobs", blobs: batch });
    batch = [];
    size = 0;
    await taken;
  };

  const { blocks, note } = await readDocument(bytes, {
    filename,
    limits: READ_LIMITS,
    onProgress: (done) => progress("reading", done),
  });
  const builder = new SegmentBuilder();
  let at = 0;
  const counted = (function* () {
    for (const block of blocks) {
      at++;
      yield block;
    }
  })();
  for (const passage of passagesOf(counted)) {
    await send(builder.add(passage));
    progress("indexing", at / blocks.length);
  }
  const { stats, blobs } = builder.finish();
  if (stats.passages === 0) throw new UnreadableFileError("No text was found in the file.");
  for (const blob of blobs) await send(blob);
  await send(null, true);
  line.say({ kind: "done", stats, note });
}
