import { isPicture } from "@/lib/ai";
import { newId } from "@/lib/ids";
import { UnreadableFileError } from "@/lib/knowledge/read/document";
import { readApart } from "@/lib/knowledge/read/reader";
import { SEGMENT_FORMAT } from "@/lib/knowledge/read/reader-protocol";
import type { FileRecord, Store } from "@/lib/store";
import { blobKeys } from "./blob-keys";
import { type HeldJob, LostJobError } from "./held-job";

/** Blobs copied at once from a file with the same content. */
const COPY_BATCH = 64;

/** Pictures are kept for models that see; there is nothing to search in them. */
const PICTURE = "A picture: it has no text that can be searched.";

/**
 * Turns a file's content into a published segment.
 * @throws UnreadableFileError, with a sentence for the person; {@link LostJobError}
 */
export async function readFile(store: Store, held: HeldJob, file: FileRecord): Promise<void> {
  const { scope, lease } = held;
  await held.update({ status: "reading", progress: 0, error: null, note: null });
  const segmentId = newId();
  const duplicate = await store.segments.duplicate(scope, file.sha256, file.id);
  if (duplicate?.format === SEGMENT_FORMAT) {
    const keys = blobKeys(duplicate);
    for (let at = 0; at < keys.length; at += COPY_BATCH) {
      const blobs = await store.segments.blobs(scope, duplicate.projectId, keys.slice(at, at + COPY_BATCH));
      await put(store, held, segmentId, blobs);
    }
    const note = (await store.files.get(scope, duplicate.projectId, duplicate.fileId))?.note ?? null;
    const { format, passages, totalLength, buckets, vectors } = duplicate;
    const segment = { id: segmentId, fileId: file.id, format, passages, totalLength, buckets, vectors };
    if (!(await store.segments.publish(lease, segment, note))) throw new LostJobError();
    return;
  }
  if (isPicture(file.mimeType)) {
    const stats = { format: SEGMENT_FORMAT, passages: 0, totalLength: 0, buckets: 1, vectors: null };
    await put(store, held, segmentId, []);
    if (!(await store.segments.publish(lease, { id: segmentId, fileId: file.id, ...stats }, PICTURE))) {
      throw new LostJobError();
    }
    return;
  }
  const bytes = await wholeBody(store, held, file);
  const result = await readApart(
    { filename: file.filename, bytes },
    {
      signal: held.signal,
      onProgress: (stage, done) => held.report({ status: stage, progress: done }),
      onBlobs: (blobs) => put(store, held, segmentId, blobs),
    },
  );
  await held.flushed();
  const { passages, totalLength, buckets } = result.stats;
  const segment = { id: segmentId, fileId: file.id, format: SEGMENT_FORMAT, passages, totalLength, buckets };
  if (!(await store.segments.publish(lease, { ...segment, vectors: null }, result.note))) {
    throw new LostJobError();
  }
}

async function put(
  store: Store,
  held: HeldJob,
  segmentId: string,
  blobs: { kind: string; n: number; data: Uint8Array }[],
): Promise<void> {
  if (!(await store.segments.put(held.lease, segmentId, blobs))) throw new LostJobError();
}

async function wholeBody(store: Store, held: HeldJob, file: FileRecord): Promise<Uint8Array> {
  const body = await store.files.readBody(held.scope, file.bodyId);
  if (!body) throw new UnreadableFileError("The file's content is gone. Upload it again.");
  const bytes = new Uint8Array(file.size);
  let at = 0;
  for await (const chunk of body) {
    bytes.set(chunk.subarray(0, bytes.length - at), at);
    at += chunk.length;
  }
  if (at !== file.size) throw new Error(`A body of ${file.size} bytes came with ${at}.`);
  return bytes;
}
