import type { SegmentBlob, SegmentStats } from "../index/segment.ts";
import { UnreadableFileError } from "./document.ts";
import { startReader } from "./reader-host.ts";
import type { ReadRequest } from "./reader-protocol.ts";

export type ReaderOptions = {
  /** Milliseconds for the whole file; the reader is ended then. */
  timeoutMs?: number;
  /** Heap of the reader in MB. */
  memoryMb?: number;
  signal?: AbortSignal;
  onProgress?(stage: "reading" | "indexing", done: number): void;
  /** Stores a batch; the reader waits for it. */
  onBlobs(blobs: SegmentBlob[]): Promise<void>;
};

export type ReadResult = { stats: SegmentStats; note: string | null };

const TIMEOUT_MS = 120_000;
const MEMORY_MB = 1_024;

const TOO_SLOW =
  "Reading the file took too long and was ended. Split it into parts, or save it in a simpler format.";
const TOO_LARGE = "Reading the file needs more memory than is given to it. Split it into parts.";
const BROKEN = "The file can't be read; it may be damaged. Save it again in its program and upload that.";

/**
 * Reads a file apart from the server: the event loop stays free, and time and memory have limits.
 * @throws UnreadableFileError with a sentence for the person; what `onBlobs` throws; the signal's reason.
 */
export async function readApart(request: ReadRequest, options: ReaderOptions): Promise<ReadResult> {
  options.signal?.throwIfAborted();
  const reader = startReader(request, options.memoryMb ?? MEMORY_MB);
  const { promise, resolve, reject } = Promise.withResolvers<ReadResult>();
  const timer = setTimeout(() => reject(new UnreadableFileError(TOO_SLOW)), options.timeoutMs ?? TIMEOUT_MS);
  const aborted = () => reject(options.signal?.reason);
  options.signal?.addEventListener("abort", aborted, { once: true });
  reader.onMessage((message) => {
    if (message.kind === "progress") options.onProgress?.(message.stage, message.done);
    else if (message.kind === "blobs") options.onBlobs(message.blobs).then(reader.next, reject);
    else if (message.kind === "done") resolve({ stats: message.stats, note: message.note });
    else if (message.kind === "unreadable") {
      reject(new UnreadableFileError(message.message, message.cause ? { cause: message.cause } : {}));
    } else reject(new UnreadableFileError(BROKEN, { cause: message.cause }));
  });
  reader.onEnd((outOfMemory, cause) => {
    reject(new UnreadableFileError(outOfMemory ? TOO_LARGE : BROKEN, { cause }));
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", aborted);
    await reader.kill();
  }
}
