import { EMBEDDING_BATCH, embed, embeddingModel } from "@/lib/ai";
import type { Passage } from "@/lib/knowledge/index/passages";
import { unpackPassages } from "@/lib/knowledge/index/segment";
import { normalise, packVector, signBits, VECTORS_PER_BLOB } from "@/lib/knowledge/index/vectors";
import type { Store } from "@/lib/store";
import { passageKeys } from "./blob-keys";
import { type HeldJob, LostJobError } from "./held-job";

/** Passage blobs read at once. */
const BLOBS = 16;

/** Adds vectors to a file's segment, in the order of its passages. The file answers by words all the while. */
export async function embedFile(store: Store, held: HeldJob): Promise<void> {
  const { scope, job, lease } = held;
  const model = await embeddingModel();
  const file = await store.files.get(scope, job.projectId, job.fileId);
  const segments = await store.segments.list(scope, job.projectId, undefined, file?.chatId);
  const segment = segments.find((entry) => entry.fileId === job.fileId);
  if (!model || !segment || segment.passages === 0 || segment.vectors?.model === model) return;
  // Blobs of two models must not be taken for one: words decide until all are there.
  if (segment.vectors && !(await store.segments.setVectors(lease, segment.id, null)))
    throw new LostJobError();
  const codes: Uint8Array[] = [];
  let pending: Uint8Array[] = [];
  let n = 0;
  let dimensions = 0;
  const flush = async (all: boolean) => {
    const blobs = [];
    while (pending.length >= VECTORS_PER_BLOB || (all && pending.length > 0)) {
      blobs.push({
        kind: "v",
        n: n++,
        data: new Uint8Array(Buffer.concat(pending.slice(0, VECTORS_PER_BLOB))),
      });
      pending = pending.slice(VECTORS_PER_BLOB);
    }
    if (!(await store.segments.put(lease, segment.id, blobs))) throw new LostJobError();
  };
  const keys = passageKeys(segment);
  for (let at = 0; at < keys.length; at += BLOBS) {
    const stored = await store.segments.blobs(scope, job.projectId, keys.slice(at, at + BLOBS));
    const passages = stored
      .flatMap((blob) => unpackPassages(blob.data))
      .sort((a, b) => a.ordinal - b.ordinal);
    for (let from = 0; from < passages.length; from += EMBEDDING_BATCH) {
      const batch = passages.slice(from, from + EMBEDDING_BATCH);
      const vectors = await embed(batch.map(embeddingText), { signal: held.signal });
      for (const vector of vectors.map(normalise)) {
        dimensions ||= vector.length;
        if (vector.length !== dimensions) throw new Error("The provider's vectors differ in length.");
        pending.push(packVector(vector));
        codes.push(signBits(vector));
      }
    }
    await flush(false);
  }
  await flush(true);
  const data = new Uint8Array(Buffer.concat(codes));
  if (!(await store.segments.put(lease, segment.id, [{ kind: "c", n: 0, data }]))) throw new LostJobError();
  if (!(await store.segments.setVectors(lease, segment.id, { model, dimensions }))) throw new LostJobError();
}

/** A passage as the embedding model gets it: with the titles above it. */
function embeddingText(passage: Passage): string {
  return passage.heading.length > 0 ? `${passage.heading.join(" › ")}\n${passage.text}` : passage.text;
}
