import MiniSearch from "minisearch";
import type { Block } from "@/lib/knowledge/document";
import { READ_LIMITS } from "@/lib/knowledge/document";
import { MemorySource } from "@/lib/knowledge/memory-source";
import { type Passage, passagesOf } from "@/lib/knowledge/passages";
import { readDocument } from "@/lib/knowledge/read";
import { search } from "@/lib/knowledge/search";
import { PASSAGES_PER_BLOB, unpackPassages } from "@/lib/knowledge/segment";
import type { CorpusFile } from "./corpus.ts";
import { type Embedder, embedAll } from "./embedder.ts";

/** Something that ranks pieces of the corpus for a question; `texts` are what a model would be given, best first. */
export type System = {
  name: string;
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
  const all: string[] = [];
  for (const file of files) {
    const head = source.add(file.name, await blocksOf(file));
    const blobs = await source.blobs(
      Array.from({ length: Math.ceil(head.passages / PASSAGES_PER_BLOB) }, (_, n) => ({
        segmentId: head.id,
        kind: "p",
        n,
      })),
    );
    const passages = blobs.flatMap((blob) => unpackPassages(blob.data));
    all.push(...passages.map((passage) => passage.text));
    if (embedder) {
      const vectors = await embedAll(embedder, passages.map(shown));
      source.addVectors(head, embedder.model, vectors);
    }
  }
  return {
    name: embedder ? `ours, hybrid (${embedder.model})` : "ours, BM25 alone",
    pieces: all.length,
    meanChars: mean(all),
    async ask(question) {
      const [values] = embedder ? await embedAll(embedder, [question]) : [];
      const vector = embedder && values ? { model: embedder.model, values } : null;
      const { hits } = await search(source, question, { ...OPTIONS, vector });
      return hits.map((hit) => shown(hit.passage));
    },
  };
}

/** Our passages, found by vectors alone: shows what each half brings. */
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
export async function naiveWithOurs(files: CorpusFile[], embedder: Embedder | null): Promise<System> {
  const source = new MemorySource();
  const pieces = await naivePieces(files);
  const names = [...new Set(pieces.map((piece) => piece.file))];
  for (const name of names) {
    const own = pieces.filter((piece) => piece.file === name);
    const head = source.addPieces(
      name,
      own.map((piece) => piece.text),
    );
    if (embedder)
      source.addVectors(
        head,
        embedder.model,
        await embedAll(
          embedder,
          own.map((piece) => piece.text),
        ),
      );
  }
  return {
    name: embedder ? "1,000 characters, vectors alone (as AnythingLLM)" : "1,000 characters, our BM25",
    pieces: pieces.length,
    meanChars: mean(pieces.map((piece) => piece.text)),
    async ask(question) {
      const [values] = embedder ? await embedAll(embedder, [question]) : [];
      const vector = embedder && values ? { model: embedder.model, values } : null;
      const { hits } = await search(source, embedder ? "" : question, { ...OPTIONS, vector });
      return hits.map((hit) => hit.passage.text);
    },
  };
}
