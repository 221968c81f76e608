import MiniSearch from "minisearch";
import { type Passage, passagesOf } from "@/lib/knowledge/index/passages";
import { PASSAGES_PER_BLOB, unpackPassages } from "@/lib/knowledge/index/segment";
import { normalise } from "@/lib/knowledge/index/vectors";
import { readDocument } from "@/lib/knowledge/read";
import type { Block } from "@/lib/knowledge/read/document";
import { READ_LIMITS } from "@/lib/knowledge/read/document";
import { MemorySource } from "@/lib/knowledge/search/memory-source";
import { search } from "@/lib/knowledge/search/search";
import type { SegmentHead } from "@/lib/knowledge/search/source";
import type { CorpusFile } from "./corpus.ts";
import { type Embedder, embedAll } from "./embedder.ts";

/** Something that ranks pieces of the corpus for a question; `texts` are what a model would be given, best first. */
export type System = {
  name: string;
  role: "ours" | "rival" | "half";
  pieces: number;
  meanChars: number;
  ask(question: string): Promise<string[]>;
};

const OPTIONS = { limit: 20, tokenBudget: 1_000_000 };

export async function blocksOf(file: CorpusFile): Promise<Block[]> {
  return (await readDocument(file.bytes, { filename: file.name, limits: READ_LIMITS })).blocks;
}

const mean = (texts: string[]) =>
  Math.round(texts.reduce((sum, text) => sum + text.length, 0) / Math.max(1, texts.length));

/** What a model is given of a passage: its titles stand above it. */
const shown = (passage: Passage) => `${passage.heading.join(" › ")}\n${passage.text}`;

export async function ours(files: CorpusFile[], embedder: Embedder | null): Promise<System> {
  const source = new MemorySource();
  const cut: { head: SegmentHead; passages: Passage[] }[] = [];
  for (const file of files) {
    const head = source.add(file.name, await blocksOf(file));
    const blobs = await source.blobs(
      Array.from({ length: Math.ceil(head.passages / PASSAGES_PER_BLOB) }, (_, n) => ({
        segmentId: head.id,
        kind: "p",
        n,
      })),
    );
    cut.push({ head, passages: blobs.flatMap((blob) => unpackPassages(blob.data)) });
  }
  const all = cut.flatMap(({ passages }) => passages);
  if (embedder) {
    // All at once, so that batches are of one length; then from what is kept.
    await embedAll(embedder, all.map(shown));
    for (const { head, passages } of cut) {
      source.addVectors(head, embedder.model, await embedAll(embedder, passages.map(shown)));
    }
  }
  return {
    role: "ours",
    name: embedder ? `ours, hybrid (${embedder.model})` : "ours, BM25 alone",
    pieces: all.length,
    meanChars: mean(all.map((passage) => passage.text)),
    async ask(question) {
      const [values] = embedder ? await embedAll(embedder, [question]) : [];
      const vector = embedder && values ? { model: embedder.model, values } : null;
      const { hits } = await search(source, question, { ...OPTIONS, vector });
      return hits.map((hit) => shown(hit.passage));
    },
  };
}

export async function passagesWithMiniSearch(files: CorpusFile[]): Promise<System> {
  const docs: { id: number; title: string; text: string }[] = [];
  for (const file of files) {
    for (const passage of passagesOf(await blocksOf(file))) {
      docs.push({ id: docs.length, title: passage.heading.join(" › "), text: passage.text });
    }
  }
  const index = new MiniSearch<(typeof docs)[number]>({ fields: ["title", "text"] });
  index.addAll(docs);
  return {
    role: "half",
    name: "our passages, MiniSearch's defaults",
    pieces: docs.length,
    meanChars: mean(docs.map((doc) => doc.text)),
    ask: async (question) =>
      index
        .search(question)
        .slice(0, 20)
        .map((result) => `${docs[result.id]?.title}\n${docs[result.id]?.text}`),
  };
}

/** The file's plain text: what a splitter that knows no structure gets to see. */
function plainText(blocks: Block[]): string {
  return blocks
    .filter((block) => !(block.kind === "heading" && block.silent))
    .map((block) =>
      block.kind === "table" ? [block.header, ...block.rows].filter(Boolean).join("\n") : block.text,
    )
    .join("\n\n");
}

/**
 * LangChain's RecursiveCharacterTextSplitter at its core, with AnythingLLM's defaults of 1,000 characters and 20 of
 * overlap: split at the coarsest of `\n\n`, `\n`, space, nothing that occurs, join up to the size.
 */
export function naiveSplit(text: string, size = 1_000, overlap = 20): string[] {
  const cut = (part: string, separators: string[]): string[] => {
    const [separator = "", ...finer] = separators;
    const pieces = separator ? part.split(separator) : Array.from(part);
    const out: string[] = [];
    let current: string[] = [];
    let length = 0;
    const close = () => {
      if (current.length > 0) out.push(current.join(separator));
      while (length > overlap && current.length > 0) {
        length -= (current.shift() ?? "").length + separator.length;
      }
    };
    for (const piece of pieces) {
      if (piece.length > size) {
        close();
        current = [];
        length = 0;
        out.push(...cut(piece, finer));
        continue;
      }
      if (length + piece.length > size) close();
      current.push(piece);
      length += piece.length + separator.length;
    }
    if (current.length > 0) out.push(current.join(separator));
    return out;
  };
  return cut(text, ["\n\n", "\n", " ", ""]).filter((piece) => piece.trim());
}

async function naivePieces(files: CorpusFile[]): Promise<{ file: string; text: string }[]> {
  const pieces: { file: string; text: string }[] = [];
  for (const file of files) {
    for (const text of naiveSplit(plainText(await blocksOf(file)))) pieces.push({ file: file.name, text });
  }
  return pieces;
}

export async function naiveWithMiniSearch(files: CorpusFile[]): Promise<System> {
  const docs = (await naivePieces(files)).map((piece, id) => ({ id, text: piece.text }));
  const index = new MiniSearch<(typeof docs)[number]>({ fields: ["text"] });
  index.addAll(docs);
  return {
    role: "rival",
    name: "1,000 characters, MiniSearch's defaults",
    pieces: docs.length,
    meanChars: mean(docs.map((doc) => doc.text)),
    ask: async (question) =>
      index
        .search(question)
        .slice(0, 20)
        .map((result) => docs[result.id]?.text ?? ""),
  };
}

/** The naive splitting under our own ranking: what the cut alone costs. */
export async function naiveWithOurs(files: CorpusFile[]): Promise<System> {
  const source = new MemorySource();
  const pieces = await naivePieces(files);
  for (const [name, own] of Map.groupBy(pieces, (piece) => piece.file)) {
    source.addPieces(
      name,
      own.map((piece) => piece.text),
    );
  }
  return {
    role: "half",
    name: "1,000 characters, our BM25",
    pieces: pieces.length,
    meanChars: mean(pieces.map((piece) => piece.text)),
    async ask(question) {
      const { hits } = await search(source, question, OPTIONS);
      return hits.map((hit) => hit.passage.text);
    },
  };
}

/** What AnythingLLM does with a document: equal pieces, the nearest vectors by cosine, nothing else. */
export async function naiveWithVectors(files: CorpusFile[], embedder: Embedder): Promise<System> {
  const texts = (await naivePieces(files)).map((piece) => piece.text);
  const vectors = (await embedAll(embedder, texts)).map(normalise);
  return {
    role: "rival",
    name: `1,000 characters, vectors alone (${embedder.model})`,
    pieces: texts.length,
    meanChars: mean(texts),
    async ask(question) {
      const [values] = await embedAll(embedder, [question]);
      const query = normalise(values ?? []);
      const scored = vectors.map((vector, i) => ({
        text: texts[i] ?? "",
        score: vector.reduce((sum, value, d) => sum + value * (query[d] ?? 0), 0),
      }));
      scored.sort((a, b) => b.score - a.score);
      return scored.slice(0, 20).map(({ text }) => text);
    },
  };
}
