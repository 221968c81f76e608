import { deflateRawSync, inflateRawSync } from "node:zlib";
import { mayBeCompound, partsOf, writesCompounds } from "./compounds.ts";
import { type Language, languageOf } from "./languages.ts";
import type { Passage } from "./passages.ts";
import { eachTerm } from "./terms.ts";
import { ByteReader, ByteWriter } from "./varint.ts";

/**
 * A file's part of the search index: immutable, made once by the reader, stored as small blobs that a query picks from.
 * `p` passages in blocks, `t` terms in buckets by hash, `l` lengths, `g` languages, `c` sign codes and `v` vectors in blocks.
 */
export type BlobKind = "p" | "t" | "l" | "g" | "c" | "v";
export type SegmentBlob = { kind: BlobKind; n: number; data: Uint8Array };

export type SegmentStats = {
  passages: number;
  /** Terms in all passages together. */
  totalLength: number;
  /** Number of term buckets, a power of two. */
  buckets: number;
};

/** Passages in one `p` blob. */
export const PASSAGES_PER_BLOB = 8;
const BUCKET_BYTES = 8_192;
/** Times that a term in the title counts as often as in the text. */
const HEADING_WEIGHT = 2;
const MAX_FREQUENCY = 255;

const encoder = new TextEncoder();

export class SegmentBuilder {
  /** Term → ordinal, frequency, ordinal, frequency … */
  private readonly postings = new Map<string, number[]>();
  private readonly lengths: number[] = [];
  private block: Passage[] = [];
  /** Of the passage before: what is too short to tell is in the same. */
  private language: Language = "en";
  private readonly languages = new Set<Language>();
  /** Words that may be two, with the language they stand in. */
  private readonly long = new Map<string, Language>();

  /** Passages come in order. Returns a full block of them to store, or null. */
  add(passage: Passage): SegmentBlob | null {
    const frequencies = new Map<string, number>();
    let length = 0;
    const language = languageOf(passage.text, this.language);
    this.language = language;
    this.languages.add(language);
    const count = (text: string, weight: number) =>
      eachTerm(
        text,
        (term) => {
          length += weight === 1 ? 1 : 0;
          frequencies.set(term, (frequencies.get(term) ?? 0) + weight);
        },
        language,
      );
    count(passage.text, 1);
    for (const heading of passage.heading) count(heading, HEADING_WEIGHT);
    for (const [term, frequency] of frequencies) {
      const list = this.postings.get(term);
      const capped = Math.min(MAX_FREQUENCY, frequency);
      if (writesCompounds(language) && mayBeCompound(term)) this.long.set(term, language);
      if (list) list.push(passage.ordinal, capped);
      else this.postings.set(term, [passage.ordinal, capped]);
    }
    this.lengths.push(length);
    this.block.push({ ...passage, language });
    return this.block.length === PASSAGES_PER_BLOB ? this.flush() : null;
  }

  private flush(): SegmentBlob | null {
    const first = this.block[0];
    if (!first) return null;
    const data = packPassages(this.block);
    this.block = [];
    return { kind: "p", n: Math.floor(first.ordinal / PASSAGES_PER_BLOB), data };
  }

  /** A compound is found by its parts as well; it makes no passage longer. */
  private takeApart(): void {
    const known = new Set(this.postings.keys());
    const added = new Map<string, Map<number, number>>();
    for (const [term, language] of this.long) {
      const list = this.postings.get(term) ?? [];
      for (const part of partsOf(term, language, (word) => known.has(word)) ?? []) {
        const counts = added.get(part) ?? new Map<number, number>();
        added.set(part, counts);
        addPostings(counts, list);
      }
    }
    for (const [part, counts] of added) {
      addPostings(counts, this.postings.get(part) ?? []);
      const inOrder = [...counts].sort(([a], [b]) => a - b);
      this.postings.set(
        part,
        inOrder.flatMap(([ordinal, count]) => [ordinal, Math.min(MAX_FREQUENCY, count)]),
      );
    }
    this.long.clear();
  }

  /** What is left to store after the last passage. */
  finish(): { stats: SegmentStats; blobs: SegmentBlob[] } {
    const last = this.flush();
    this.takeApart();
    const encoded: { hash: number; term: Uint8Array; count: number; list: Uint8Array }[] = [];
    let bytes = 0;
    for (const [term, postings] of this.postings) {
      const list = encodePostings(postings);
      const name = encoder.encode(term);
      encoded.push({ hash: hashTerm(term), term: name, count: postings.length / 2, list });
      bytes += list.length + name.length + 4;
    }
    this.postings.clear();
    let buckets = 1;
    while (buckets * BUCKET_BYTES < bytes && buckets < 65_536) buckets *= 2;
    const writers = new Map<number, ByteWriter>();
    for (const { hash, term, count, list } of encoded) {
      const n = hash & (buckets - 1);
      const writer = writers.get(n) ?? new ByteWriter();
      writers.set(n, writer);
      writer.bytes(term);
      writer.number(count);
      writer.bytes(list);
    }
    const lengths = Uint16Array.from(this.lengths, (length) => Math.min(65_535, length));
    const totalLength = this.lengths.reduce((sum, length) => sum + length, 0);
    const blobs: SegmentBlob[] = [...writers].map(([n, writer]) => ({ kind: "t", n, data: writer.finish() }));
    blobs.push({ kind: "l", n: 0, data: new Uint8Array(lengths.buffer) });
    blobs.push({ kind: "g", n: 0, data: encoder.encode([...this.languages].join(" ")) });
    if (last) blobs.push(last);
    return { stats: { passages: this.lengths.length, totalLength, buckets }, blobs };
  }
}

function addPostings(counts: Map<number, number>, list: number[]): void {
  for (let i = 0; i < list.length; i += 2) {
    const ordinal = list[i] ?? 0;
    counts.set(ordinal, (counts.get(ordinal) ?? 0) + (list[i + 1] ?? 1));
  }
}

function encodePostings(postings: number[]): Uint8Array {
  const writer = new ByteWriter();
  let previous = -1;
  for (let i = 0; i < postings.length; i += 2) {
    const ordinal = postings[i] ?? 0;
    const frequency = postings[i + 1] ?? 1;
    // Most terms occur once in a passage: that takes one bit beside the gap.
    const gap = ordinal - previous - 1;
    previous = ordinal;
    if (frequency === 1) writer.number(gap * 2);
    else {
      writer.number(gap * 2 + 1);
      writer.number(frequency);
    }
  }
  return writer.finish();
}

/** Calls back for each passage that holds the term. */
export function eachPosting(list: Uint8Array, visit: (ordinal: number, frequency: number) => void): void {
  const reader = new ByteReader(list);
  let ordinal = -1;
  while (!reader.done) {
    const gap = reader.number();
    ordinal += (gap >>> 1) + 1;
    visit(ordinal, gap & 1 ? reader.number() : 1);
  }
}

/** A term's entry in its bucket, or null. */
export function findTerm(bucket: Uint8Array, term: string): { count: number; list: Uint8Array } | null {
  const wanted = encoder.encode(term);
  const reader = new ByteReader(bucket);
  while (!reader.done) {
    const name = reader.bytes();
    const count = reader.number();
    const list = reader.bytes();
    if (name.length === wanted.length && name.every((byte, i) => byte === wanted[i])) return { count, list };
  }
  return null;
}

/** FNV-1a, 32 bits, over UTF-16 units. Part of the stored format. */
export function hashTerm(term: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < term.length; i++) {
    hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

export function packPassages(passages: Passage[]): Uint8Array {
  return new Uint8Array(deflateRawSync(JSON.stringify(passages), { level: 4 }));
}

export function unpackPassages(data: Uint8Array): Passage[] {
  return JSON.parse(inflateRawSync(data).toString("utf8")) as Passage[];
}

export function unpackLengths(data: Uint8Array): Uint16Array {
  return new Uint16Array(data.slice().buffer);
}
