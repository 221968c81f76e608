import type { Judgement } from "./parse";
import type { JudgeTask } from "./prompt";

/** Words that say nothing about what a text is about. */
const COMMON = new Set(
  "the a an of to in on for and or is are was be it its this that with by as at from not no must should answer answers".split(
    " ",
  ),
);
/** Share of the words that must be there. */
const ENOUGH = 0.5;

export const wordsOf = (text: string): Set<string> =>
  new Set(
    (text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}-]*/gu) ?? []).filter((word) => !COMMON.has(word)),
  );

/** The judge of the demo: it compares words and understands nothing. Its verdicts never gate. */
export function demoJudge({ answer, items }: Pick<JudgeTask, "answer" | "items">): Judgement[] {
  const said = wordsOf(answer);
  return items.map(({ id, text }) => {
    const wanted = [...wordsOf(text)];
    const hits = wanted.filter((word) => said.has(word)).length;
    const vote = wanted.length === 0 ? "unclear" : hits / wanted.length >= ENOUGH ? "yes" : "no";
    return { id, vote, quote: answer.trim().split("\n")[0]?.slice(0, 120) ?? "" };
  });
}

export function demoPair(question: string, [a, b]: [string, string]): "A" | "B" | "tie" {
  const wanted = [...wordsOf(question)];
  const hits = (text: string) => {
    const said = wordsOf(text);
    return wanted.filter((word) => said.has(word)).length;
  };
  const [left, right] = [hits(a), hits(b)];
  return left === right ? "tie" : left > right ? "A" : "B";
}
