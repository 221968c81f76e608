import { estimateTokens } from "../../tokens.ts";
import { type Passage, passagesOf } from "../index/passages.ts";
import type { PassageOptions } from "../index/pieces.ts";
import { SegmentBuilder } from "../index/segment.ts";
import { normalise, packVector, signBits, VECTORS_PER_BLOB } from "../index/vectors.ts";
import type { Block } from "../read/document.ts";
import { SEGMENT_FORMAT } from "../read/reader-protocol.ts";
import type { SegmentHead, SegmentSource, StoredBlob } from "./source.ts";

/** Segments in memory, for tests, benchmarks and texts that are not kept. */
export class MemorySource implements SegmentSource {
  private readonly segments: SegmentHead[] = [];
  private readonly store = new Map<string, StoredBlob>();

  add(filename: string, blocks: Iterable<Block>, options?: PassageOptions): SegmentHead {
    return this.addPassages(filename, passagesOf(blocks, options));
  }

  /** Pieces that were cut elsewhere. */
  addPieces(filename: string, pieces: string[]): SegmentHead {
    return this.addPassages(
      filename,
      pieces.map((text, ordinal) => ({
        ordinal,
        text,
        heading: [],
        at: {},
        tokens: estimateTokens(text),
        hash: `${filename}:${ordinal}`,
        overlap: 0,
      })),
    );
  }

  private addPassages(filename: string, passages: Iterable<Passage>): SegmentHead {
    const id = `s${this.segments.length}`;
    const builder = new SegmentBuilder();
    const put = (blob: Omit<StoredBlob, "segmentId">) =>
      this.store.set(`${id}:${blob.kind}:${blob.n}`, { segmentId: id, ...blob });
    for (const passage of passages) {
      const blob = builder.add(passage);
      if (blob) put(blob);
    }
    const { stats, blobs } = builder.finish();
    for (const blob of blobs) put(blob);
    const head: SegmentHead = {
      id,
      format: SEGMENT_FORMAT,
      fileId: id,
      filename,
      mediaType: "text/plain",
      vectors: null,
      ...stats,
    };
    this.segments.push(head);
    return head;
  }

  /** One vector for each passage of a segment, in order. */
  addVectors(head: SegmentHead, model: string, vectors: ArrayLike<number>[]): void {
    const unit = vectors.map(normalise);
    head.vectors = { model, dimensions: unit[0]?.length ?? 0 };
    const codes = Buffer.concat(unit.map(signBits));
    this.store.set(`${head.id}:c:0`, { segmentId: head.id, kind: "c", n: 0, data: codes });
    for (let n = 0; n * VECTORS_PER_BLOB < unit.length; n++) {
      const data = Buffer.concat(
        unit.slice(n * VECTORS_PER_BLOB, (n + 1) * VECTORS_PER_BLOB).map(packVector),
      );
      this.store.set(`${head.id}:v:${n}`, { segmentId: head.id, kind: "v", n, data });
    }
  }

  async heads(): Promise<SegmentHead[]> {
    return this.segments;
  }

  async blobs(keys: { segmentId: string; kind: string; n: number }[]): Promise<StoredBlob[]> {
    return keys.flatMap((key) => this.store.get(`${key.segmentId}:${key.kind}:${key.n}`) ?? []);
  }

  cached(keys: { segmentId: string; kind: string; n: number }[]): Promise<StoredBlob[]> {
    return this.blobs(keys);
  }
}
