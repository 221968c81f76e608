import { type TestSet, testSets } from "./corpus.ts";
import { embedderFromEnvironment } from "./embedder.ts";
import {
  naiveWithMiniSearch,
  naiveWithOurs,
  naiveWithVectors,
  ours,
  passagesWithMiniSearch,
  type System,
} from "./systems.ts";

export type Score = {
  set: string;
  system: string;
  pieces: number;
  meanChars: number;
  recall5: number;
  recall1: number;
  mrr: number;
  /** Ours as the product runs it; a rival that it is to beat. The rest shows what each half brings. */
  ours: boolean;
  rival: boolean;
};

const folded = (text: string) => text.replace(/\s+/g, " ");

/** A piece answers when it holds the evidence word for word, white space aside. MRR looks at the first 20. */
export async function measure(set: TestSet, system: System, misses?: string[]): Promise<Score> {
  let top1 = 0;
  let top5 = 0;
  let reciprocal = 0;
  for (const { question, evidence } of set.questions) {
    const ranked = await system.ask(question);
    const rank = ranked.findIndex((text) => folded(text).includes(folded(evidence)));
    if (rank === 0) top1++;
    if (rank >= 0 && rank < 5) top5++;
    else misses?.push(`${question} (${rank < 0 ? "not found" : `rank ${rank + 1}`})`);
    if (rank >= 0) reciprocal += 1 / (rank + 1);
  }
  const n = set.questions.length;
  const { pieces, meanChars } = system;
  return {
    set: set.name,
    system: system.name,
    pieces,
    meanChars,
    recall5: top5 / n,
    recall1: top1 / n,
    mrr: reciprocal / n,
    ours: system.role === "ours",
    rival: system.role === "rival",
  };
}

export async function quality(): Promise<{ scores: Score[]; misses: string[] }> {
  const configured = embedderFromEnvironment();
  const scores: Score[] = [];
  const misses: string[] = [];
  for (const set of await testSets()) {
    const { files } = set;
    const embedder = set.vectors ? configured : null;
    scores.push(await measure(set, await ours(files, null), misses));
    if (embedder) scores.push(await measure(set, await ours(files, embedder)));
    scores.push(await measure(set, await passagesWithMiniSearch(files)));
    scores.push(await measure(set, await naiveWithMiniSearch(files)));
    scores.push(await measure(set, await naiveWithOurs(files)));
    if (embedder) scores.push(await measure(set, await naiveWithVectors(files, embedder)));
  }
  return { scores, misses };
}
