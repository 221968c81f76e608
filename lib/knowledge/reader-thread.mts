import { once } from "node:events";
import { parentPort, workerData } from "node:worker_threads";
import { READ_LIMITS, UnreadableFileError } from "./document.ts";
import { passagesOf } from "./passages.ts";
import { readDocument } from "./read/index.ts";
import type { ReaderMessage, ReadRequest } from "./reader-protocol.ts";
import { type SegmentBlob, SegmentBuilder } from "./segment.ts";

/** Reads one file and ends: whatever a hostile file does to this thread's memory goes with it. */
const BATCH_BYTES = 256 * 1024;
const PROGRESS_EVERY_MS = 250;

const say = (message: ReaderMessage) => parentPort?.postMessage(message);

let spoken = 0;
function progress(stage: "reading" | "indexing", done: number): void {
  const now = Date.now();
  if (now - spoken < PROGRESS_EVERY_MS) return;
  spoken = now;
  say({ kind: "progress", stage, done });
}

let batch: SegmentBlob[] = [];
let size = 0;
async function send(blob: SegmentBlob | null, all = false): Promise<void> {
  if (blob) {
    batch.push(blob);
    size += blob.data.length;
  }
  if (size < BATCH_BYTES && !(all && batch.length > 0)) return;
  say({ kind: "blobs", blobs: batch });
  batch = [];
  size = 0;
  if (parentPort) await once(parentPort, "message");
}

async function run({ filename, bytes }: ReadRequest): Promise<void> {
  const document = await readDocument(bytes, {
    filename,
    limits: READ_LIMITS,
    onProgress: (done) => progress("reading", done),
  });
  const builder = new SegmentBuilder();
  const { blocks } = document;
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
  for (const blob of blobs) await send(blob);
  await send(null, true);
  say({ kind: "done", stats, note: document.note });
}

run(workerData as ReadRequest)
  .catch((error: unknown) => {
    if (error instanceof UnreadableFileError) say({ kind: "unreadable", message: error.message });
    else
      say({
        kind: "broken",
        message: error instanceof Error ? `${error.name}: ${error.message}` : "unknown",
      });
  })
  .finally(() => parentPort?.close());
