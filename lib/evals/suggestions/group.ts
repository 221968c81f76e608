import { textOf } from "@/lib/chats";
import type { Source, SuggestionGroup } from "@/lib/schemas";
import { isoTime } from "@/lib/time";
import type { Signal } from "./signals";

const TEXT_MAX = 1_000;
const PASSAGES_SHOWN = 3;

/** Together what shares a passage, also by way of a third; the largest group first, within it the newest. */
export function grouped(signals: readonly Signal[]): SuggestionGroup[] {
  const parent = signals.map((_, index) => index);
  const root = (at: number): number => {
    let top = at;
    for (let next = parent[top] ?? top; next !== top; next = parent[top] ?? top) top = next;
    parent[at] = top;
    return top;
  };
  const firstWith = new Map<string, number>();
  for (const [index, { sources }] of signals.entries()) {
    for (const { hash } of sources) {
      const first = firstWith.get(hash);
      if (first === undefined) firstWith.set(hash, index);
      else parent[root(index)] = root(first);
    }
  }
  const groups = Map.groupBy(signals, (_, index) => root(index));
  return [...groups.values()]
    .map(toGroup)
    .toSorted((a, b) => b.suggestions.length - a.suggestions.length || newest(b) - newest(a));
}

const newest = ({ suggestions: [first] }: SuggestionGroup) => (first ? Date.parse(first.at) : 0);

function toGroup(signals: readonly Signal[]): SuggestionGroup {
  const sources = new Map<string, { source: Source; answers: number }>();
  for (const signal of signals) {
    for (const [hash, source] of new Map(signal.sources.map((one) => [one.hash, one]))) {
      sources.set(hash, { source, answers: (sources.get(hash)?.answers ?? 0) + 1 });
    }
  }
  const shared = [...sources.values()]
    .filter(({ answers }) => answers > 1)
    .toSorted((a, b) => b.answers - a.answers)
    .slice(0, PASSAGES_SHOWN);
  return {
    passages: shared.map(({ source: { hash, fileId, filename, text }, answers }) => ({
      hash,
      fileId,
      filename,
      text: text.slice(0, TEXT_MAX),
      answers,
    })),
    suggestions: signals
      .toSorted((a, b) => b.question.createdAt - a.question.createdAt)
      .map(({ chatId, question, answer, reasons, note }) => ({
        chatId,
        messageId: (answer ?? question).id,
        question: textOf(question.parts).slice(0, TEXT_MAX),
        answer: answer ? textOf(answer.parts).slice(0, TEXT_MAX) : "",
        reasons,
        note,
        at: isoTime(question.createdAt),
      })),
  };
}
