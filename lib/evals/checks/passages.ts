import type { Check } from "@/lib/schemas";
import { type Answered, type Finding, fail, judged, pass } from "./types";

type Of<T extends Check["type"]> = Extract<Check, { type: T }>;

/** `[1]`, `[2][3]`, `[1, 2]`: the marks that an answer is asked to put behind what rests on a passage. */
const MARK = /\[(\d{1,3}(?:\s{0,3},\s{0,3}\d{1,3}){0,19})\]/g;

/** The numbers of the passages that an answer points to, each once. */
export function marksIn(output: string): number[] {
  const numbers = new Set<number>();
  for (const [, list = ""] of output.matchAll(MARK)) {
    for (const number of list.split(",")) numbers.add(Number(number));
  }
  return [...numbers];
}

/** Told by the passage's content: the same text in a newer file is the same passage. No model is asked. */
export function finds({ hash, k }: Of<"finds">, { passages }: Pick<Answered, "passages">): Finding {
  const found = passages.find((passage) => passage.hash === hash);
  if (!found) return fail("The passage was not found");
  const within = k === undefined || found.rank <= k;
  return judged(
    within,
    `Found at place ${found.rank}`,
    `Found at place ${found.rank}, wanted among the first ${k}`,
  );
}

/** A mark of the answer that leads to a passage of this file. */
export function cites({ fileId, filename }: Of<"cites">, answer: Answered): Finding {
  const marks = new Set(marksIn(answer.output));
  const cited = answer.passages.some((passage) => passage.fileId === fileId && marks.has(passage.rank));
  const name = filename ?? "the file";
  return judged(cited, `Cites ${name}`, `No mark in the answer leads to ${name}`);
}

/** No mark that leads to a passage; other numbers in brackets are text. */
export function noCitation({ output, passages }: Answered): Finding {
  const given = new Set(passages.map(({ rank }) => rank));
  const cited = marksIn(output).filter((mark) => given.has(mark));
  return cited.length === 0 ? pass("Cites nothing") : fail(`Cites ${cited.map((n) => `[${n}]`).join("")}`);
}
