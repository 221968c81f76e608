import { Worker } from "node:worker_threads";
import { UnreadableFileError } from "./document.ts";
import type { ReaderMessage, ReadRequest } from "./reader-protocol.ts";
import type { SegmentBlob, SegmentStats } from "./segment.ts";

export type ReaderOptions = {
  /** Milliseconds for the whole file; the thread is ended then. */
  timeoutMs?: number;
  /** Heap of the thread in MB. */
  memoryMb?: number;
  signal?: AbortSignal;
  onProgress?(stage: "reading" | "indexing", done: number): void;
  /** Stores a batch; the thread waits for it. */
  onBlobs(blobs: SegmentBlob[]): Promise<void>;
};

export type ReadResult = { stats: SegmentStats; note: string | null };

const TIMEOUT_MS = 120_000;
const MEMORY_MB = 768;

const TOO_SLOW =
  "Reading the file took too long and was ended. Split it into parts, or save it in a simpler format.";
const TOO_LARGE = "Reading the file needs more memory than is given to it. Split it into parts.";
const BROKEN = "The file can't be read; it may be damaged. Save it again in its program and upload that.";

/**
 * Reads a file in a thread of its own: the event loop stays free, and time and memory have limits. `bytes` are moved to
 * the thread and can't be used afterwards.
 * @throws UnreadableFileError with a sentence for the person; what `onBlobs` throws; the signal's reason.
 */
export async function readInThread(request: ReadRequest, options: ReaderOptions): Promise<ReadResult> {
  const worker = new Worker(new URL("./reader-thread.mts", import.meta.url), {
    workerData: request,
    transferList: [request.bytes.buffer as ArrayBuffer],
    resourceLimits: { maxOldGenerationSizeMb: options.memoryMb ?? MEMORY_MB, stackSizeMb: 8 },
    // Nothing of the server's environment is needed there.
    env: {},
    stdout: true,
    stderr: true,
  });
  const { promise, resolve, reject } = Promise.withResolvers<ReadResult>();
  const timer = setTimeout(() => reject(new UnreadableFileError(TOO_SLOW)), options.timeoutMs ?? TIMEOUT_MS);
  const aborted = () => reject(options.signal?.reason);
  options.signal?.addEventListener("abort", aborted, { once: true });
  worker.on("message", (message: ReaderMessage) => {
    if (message.kind === "progress") options.onProgress?.(message.stage, message.done);
    else if (message.kind === "blobs") {
      options.onBlobs(message.blobs).then(() => worker.postMessage("next"), reject);
    } else if (message.kind === "done") resolve({ stats: message.stats, note: message.note });
    else if (message.kind === "unreadable") reject(new UnreadableFileError(message.message));
    else reject(new UnreadableFileError(BROKEN, { cause: message.message }));
  });
  worker.on("error", (error: Error & { code?: string }) => {
    const sentence = error.code === "ERR_WORKER_OUT_OF_MEMORY" ? TOO_LARGE : BROKEN;
    reject(new UnreadableFileError(sentence, { cause: error }));
  });
  worker.on("exit", () => reject(new UnreadableFileError(BROKEN)));
  try {
    options.signal?.throwIfAborted();
    return await promise;
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", aborted);
    await worker.terminate();
  }
}
