import type { FinishReason, Usage } from "@/lib/schemas";

/** A passage as an answer was given it; `rank` counts from 1. */
export type GivenPassage = { hash: string; rank: number; fileId: string; filename: string; text: string };

/** One answer, with all that a check may look at. */
export type Answered = {
  output: string;
  passages: GivenPassage[];
  usage: Usage | null;
  /** US dollars; null where the model has no price. */
  cost: number | null;
  /** Milliseconds. */
  firstMs: number | null;
  totalMs: number | null;
  finishReason: FinishReason | null;
};

export type Finding = { verdict: "pass" | "fail" | "error" | "skipped"; reason: string };

export const pass = (reason: string): Finding => ({ verdict: "pass", reason });
export const fail = (reason: string): Finding => ({ verdict: "fail", reason });
export const error = (reason: string): Finding => ({ verdict: "error", reason });
export const skipped = (reason: string): Finding => ({ verdict: "skipped", reason });
export const judged = (ok: boolean, yes: string, no: string): Finding => (ok ? pass(yes) : fail(no));

/** For reasons: one line, not too long. */
export function quoted(text: string, max = 80): string {
  const line = text.replace(/\s+/g, " ").trim();
  return `“${line.length <= max ? line : `${line.slice(0, max - 1).trimEnd()}…`}”`;
}
