import {
  type Account,
  DEMO_MODEL,
  effectiveModel,
  estimateUsage,
  generate,
  type PromptMessage,
} from "@/lib/ai";
import type { CaseContent, Check, CheckResult, Usage } from "@/lib/schemas";
import type { Spent } from "@/lib/store";
import type { Answered, Finding } from "../checks";
import { toResult } from "../checks";
import { addSpent, NOTHING_SPENT, spentOn } from "../cost";
import { demoJudge, demoPair } from "./demo";
import { type Judgement, parseJudgement, parsePair, type Vote } from "./parse";
import { type JudgeItem, type JudgeTask, judgePrompt, pairPrompt } from "./prompt";

export type Judge = {
  model: string;
  fence: string;
  /** It compares words. */
  demo: boolean;
  /** Whose key pays; absent: the installation's. */
  account?: Account;
  /** Asked before each call: false when nothing more may be spent. */
  mayAsk(): boolean;
  /** Told what each call cost, at once. */
  paid(spent: Spent): void;
  /** Makes a call, again where the provider is busy. */
  withBackoff<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T>;
};
/** A judge that may not be asked any more leaves its check open. */
const TOO_DEAR: Finding = {
  verdict: "skipped",
  reason: "The spend limit was reached before the judge was asked",
};
export type Judged<T> = { result: T; spent: Spent };
type Judgeable = Extract<Check, { type: "meets" | "agrees" | "grounded" }>;

/** A judge answers in a few lines. Tokens. */
const MAX_TOKENS = 2_000;

/** Whether the verdicts of this judge may ever count: the demo's compares words. */
export const isDemoJudge = async (model: string): Promise<boolean> =>
  (await effectiveModel(model)) === DEMO_MODEL;

const WORDING: Record<Judgeable["type"], (check: Judgeable) => string> = {
  meets: (check) => (check.type === "meets" ? check.criteria : ""),
  agrees: () =>
    "The answer agrees with the reference: it says what the reference says and nothing against it.",
  grounded: () => "Every claim of the answer is stated in the passages.",
};

/** Asks about all of an answer's judged checks at once; one that can't be asked is skipped. One retry, then `error`. */
export async function judgeChecks(
  judge: Judge,
  content: CaseContent,
  checks: Judgeable[],
  answer: Answered,
  signal: AbortSignal,
): Promise<Judged<CheckResult[]>> {
  const asked = checks.map((check, index) => ({
    check,
    id: `i${index + 1}`,
    skip: missing(check, content, answer),
  }));
  const items = asked.flatMap(({ check, id, skip }): JudgeItem[] =>
    skip ? [] : [{ id, text: WORDING[check.type](check) }],
  );
  const task: JudgeTask = {
    question: content.question,
    answer: answer.output,
    reference: content.reference,
    passages: checks.some(({ type }) => type === "grounded") ? answer.passages : [],
    items,
  };
  if (items.length > 0 && !judge.mayAsk()) {
    return {
      result: asked.map(({ check, skip }) => toResult(check, skip ?? TOO_DEAR)),
      spent: NOTHING_SPENT,
    };
  }
  const { result: votes, spent } = items.length > 0 ? await vote(judge, task, signal) : nothing;
  const result = asked.map(({ check, id, skip }) => {
    if (skip) return toResult(check, skip);
    const judgement = votes?.find((one) => one.id === id);
    return judgement
      ? verdictOf(check, [judgement], judge)
      : toResult(check, { verdict: "error", reason: "The judge gave no usable verdict, twice" });
  });
  return { result, spent };
}
const nothing: Judged<Judgement[] | null> = { result: null, spent: NOTHING_SPENT };

function missing(check: Judgeable, content: CaseContent, answer: Answered): Finding | null {
  if (check.type === "agrees" && !content.reference)
    return { verdict: "skipped", reason: "The case has no reference to agree with" };
  if (check.type === "grounded" && answer.passages.length === 0)
    return { verdict: "skipped", reason: "No passages were given to be true to" };
  return null;
}

async function vote(judge: Judge, task: JudgeTask, signal: AbortSignal): Promise<Judged<Judgement[] | null>> {
  if (judge.demo) {
    const items = task.items.map(({ id, text }) => ({ id, text: demoText(text, task) }));
    return { result: demoJudge({ answer: task.answer, items }), spent: NOTHING_SPENT };
  }
  const ids = task.items.map(({ id }) => id);
  let spent = NOTHING_SPENT;
  for (let attempt = 0; attempt < 2; attempt++) {
    if (attempt > 0 && !judge.mayAsk()) break;
    const reply = await ask(judge, judgePrompt(task, judge.fence), signal);
    spent = addSpent(spent, reply.spent);
    const judgements = reply.result === null ? null : parseJudgement(reply.result, ids, task.answer);
    if (judgements) return { result: judgements, spent };
  }
  return { result: null, spent };
}

/** The demo compares words, so it needs those of what is to be agreed with. */
function demoText(text: string, { reference, passages }: JudgeTask): string {
  if (text.startsWith("The answer agrees")) return reference ?? "";
  if (text.startsWith("Every claim"))
    return passages
      .map((passage) => passage.text)
      .join(" ")
      .slice(0, 2_000);
  return text;
}

/**
 * Two more votes on checks whose verdict differs from the other side's; the majority of three counts.
 * @returns the checks with their new verdicts, in the given order
 */
export async function askAgain(
  judge: Judge,
  content: CaseContent,
  entries: { check: Judgeable; before: CheckResult }[],
  answer: Answered,
  signal: AbortSignal,
): Promise<Judged<CheckResult[]>> {
  if (judge.demo) return { result: entries.map(({ before }) => before), spent: NOTHING_SPENT };
  const checks = entries.map(({ check }) => check);
  const more: Judged<CheckResult[]>[] = [];
  for (let vote = 0; vote < MORE_VOTES; vote++) {
    // Half a majority is none.
    if (!judge.mayAsk()) {
      return { result: entries.map(({ before }) => before), spent: sumOf(more) };
    }
    more.push(await judgeChecks(judge, content, checks, answer, signal));
  }
  const result = entries.map(({ check, before }, index) => {
    const all = [before, ...more.map(({ result }) => result[index] ?? before)];
    return verdictOf(
      check,
      all.map((one) => ({ id: "", vote: voteOf(check, one), quote: one.quote ?? "" })),
      judge,
    );
  });
  return { result, spent: sumOf(more) };
}

const MORE_VOTES = 2;
const sumOf = (judged: Judged<unknown>[]) =>
  judged.reduce((sum, { spent }) => addSpent(sum, spent), NOTHING_SPENT);

function voteOf(check: Judgeable, { verdict }: CheckResult): Vote {
  if (verdict !== "pass" && verdict !== "fail") return "unclear";
  return (verdict === "pass") !== (check.not === true) ? "yes" : "no";
}

function verdictOf(check: Judgeable, votes: Judgement[], judge: Judge): CheckResult {
  const count = (wanted: Vote) => votes.filter(({ vote }) => vote === wanted).length;
  const [yes, no] = [count("yes"), count("no")];
  const decided: Vote = yes > votes.length / 2 ? "yes" : no > votes.length / 2 ? "no" : "unclear";
  const quote = votes.find(({ vote }) => vote === decided)?.quote ?? "";
  const by = judge.demo ? " (the demo's judge compares words and never gates)" : "";
  const what = WORDING[check.type](check);
  const reason =
    decided === "unclear"
      ? `The judge could not tell; a person should look: ${what}`
      : `${decided === "yes" ? "Yes" : "No"}: ${what}${by}`;
  const verdict = decided === "yes" ? "pass" : decided === "no" ? "fail" : "skipped";
  return {
    ...toResult(check, { verdict, reason }),
    ...(quote ? { quote: quote.slice(0, 500) } : {}),
    ...(decided === "unclear" ? { unclear: true } : {}),
    ...(votes.length > 1 ? { votes: votes.map(({ vote }) => vote) } : {}),
  };
}

/** Blind and in both orders; answers that win only from one place are a tie. Never blocks anything. */
export async function comparePair(
  judge: Judge,
  content: CaseContent,
  check: Extract<Check, { type: "better" }>,
  sides: { candidate: string; baseline: string },
  signal: AbortSignal,
): Promise<Judged<CheckResult>> {
  const { candidate, baseline } = sides;
  const task = { question: content.question, criteria: check.criteria };
  const first = judge.mayAsk() ? await pair(judge, task, [candidate, baseline], signal) : unasked;
  const second = judge.mayAsk() ? await pair(judge, task, [baseline, candidate], signal) : unasked;
  const spent = addSpent(first.spent, second.spent);
  if (first.result === null || second.result === null) {
    const result = toResult(check, { verdict: "error", reason: "The judge gave no usable verdict" });
    return { result: { ...result, required: false }, spent };
  }
  const votes = [first.result, second.result === "A" ? "B" : second.result === "B" ? "A" : "tie"];
  const winner =
    votes[0] === votes[1] && votes[0] !== "tie" ? (votes[0] === "A" ? "candidate" : "baseline") : "tie";
  const longer = candidate.length > baseline.length ? "longer" : "shorter";
  const reason =
    winner === "tie"
      ? "Neither answer won from both places"
      : `The ${winner}'s answer won from both places; the candidate's is the ${longer} one`;
  return { result: { type: "better", required: false, verdict: "skipped", reason, winner }, spent };
}

const unasked: Judged<"A" | "B" | "tie" | null> = { result: null, spent: NOTHING_SPENT };

async function pair(
  judge: Judge,
  task: { question: string; criteria: string | undefined },
  texts: [string, string],
  signal: AbortSignal,
): Promise<Judged<"A" | "B" | "tie" | null>> {
  if (judge.demo) return { result: demoPair(task.question, texts), spent: NOTHING_SPENT };
  let spent = NOTHING_SPENT;
  for (let attempt = 0; attempt < 2; attempt++) {
    if (attempt > 0 && !judge.mayAsk()) break;
    const reply = await ask(judge, pairPrompt(task, texts, judge.fence), signal);
    spent = addSpent(spent, reply.spent);
    const winner = reply.result === null ? null : parsePair(reply.result, texts);
    if (winner) return { result: winner, spent };
  }
  return { result: null, spent };
}

/** Null: the provider failed. @throws the signal's reason */
async function ask(
  judge: Judge,
  messages: PromptMessage[],
  signal: AbortSignal,
): Promise<Judged<string | null>> {
  let text = "";
  const sink = { text: (delta: string) => (text += delta), reasoning: () => {} };
  const { model, account } = judge;
  const request = { model, messages, temperature: 0, maxTokens: MAX_TOKENS, ...(account ? { account } : {}) };
  const paid = <T>(result: T, usage: Usage): Judged<T> => {
    const spent = spentOn(judge.model, usage);
    judge.paid(spent);
    return { result, spent };
  };
  try {
    const call = () => {
      text = "";
      return generate(request, sink, signal);
    };
    const { usage } = await judge.withBackoff(call, signal);
    return paid(text, usage ?? estimateUsage(messages, text));
  } catch (error) {
    if (signal.aborted) throw error;
    return paid(null, estimateUsage(messages, text));
  }
}
