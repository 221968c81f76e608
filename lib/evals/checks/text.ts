import { distance } from "fastest-levenshtein";
import { RE2JS } from "re2js";
import type { Check } from "@/lib/schemas";
import { error, type Finding, judged, quoted } from "./types";

type Of<T extends Check["type"]> = Extract<Check, { type: T }>;

/** How much of an answer a pattern is matched against (UTF-16 units): RE2 is linear, but each step of it is slow in JavaScript. */
export const REGEX_TEXT = 50_000;
/** Both texts of an edit distance (UTF-16 units): its work is their product. */
export const NEAR_TEXT = 10_000;

const folded = (text: string, ignoreCase: boolean | undefined) => (ignoreCase ? text.toLowerCase() : text);

/** White space around either does not count. */
export function equals({ value, ignoreCase }: Of<"equals">, output: string): Finding {
  const same = folded(output.trim(), ignoreCase) === folded(value.trim(), ignoreCase);
  return judged(same, "The answer is as expected", `The answer is not ${quoted(value)}`);
}

/** Case is ignored. */
export function contains({ all = [], any = [], none = [] }: Of<"contains">, output: string): Finding {
  const text = output.toLowerCase();
  const has = (wanted: string) => text.includes(wanted.toLowerCase());
  const missing = all.filter((wanted) => !has(wanted));
  const unwanted = none.filter(has);
  const noneOfAny = any.length > 0 && !any.some(has);
  const faults = [
    ...(missing.length > 0 ? [`missing ${missing.map((text) => quoted(text)).join(", ")}`] : []),
    ...(noneOfAny ? [`none of ${any.map((text) => quoted(text)).join(", ")}`] : []),
    ...(unwanted.length > 0 ? [`has ${unwanted.map((text) => quoted(text)).join(", ")}`] : []),
  ];
  return judged(faults.length === 0, "Contains what it should", faults.join("; "));
}

export function startsWith({ value, ignoreCase }: Of<"starts-with">, output: string): Finding {
  const starts = folded(output.trimStart(), ignoreCase).startsWith(folded(value, ignoreCase));
  return judged(starts, `Starts with ${quoted(value)}`, `Does not start with ${quoted(value)}`);
}

/** Found anywhere in the first 50,000 characters; RE2's syntax, so neither look-around nor back-references. */
export function regex({ pattern, ignoreCase }: Of<"regex">, output: string): Finding {
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch {
    return error(`The pattern ${quoted(pattern)} is not valid (RE2 syntax)`);
  }
  const found = compiled.test(output.slice(0, REGEX_TEXT));
  return judged(found, `Matches ${quoted(pattern)}`, `Does not match ${quoted(pattern)}`);
}

/** @returns what is wrong with a pattern, or null */
export function patternProblem(pattern: string): string | null {
  try {
    RE2JS.compile(pattern);
    return null;
  } catch {
    return "The pattern is not valid (RE2 syntax: no look-around, no back-references)";
  }
}

/** Words are runs between white space; in scripts without any, a run counts as one. */
export function words({ min, max }: Of<"words">, output: string): Finding {
  let count = 0;
  for (const _ of output.matchAll(/\S+/g)) count += 1;
  const ok = (min === undefined || count >= min) && (max === undefined || count <= max);
  const wanted = [min === undefined ? "" : `at least ${min}`, max === undefined ? "" : `at most ${max}`];
  return judged(ok, `${count} words`, `${count} words, wanted ${wanted.filter(Boolean).join(" and ")}`);
}

/** Levenshtein's distance in UTF-16 units. Texts of which either is longer than 10,000 are not compared. */
export function near({ value, distance: most }: Of<"near">, output: string): Finding {
  const [a, b] = [output.trim(), value.trim()];
  if (Math.abs(a.length - b.length) > most) {
    return { verdict: "fail", reason: `More than ${most} edits away: the lengths alone differ by more` };
  }
  if (a.length > NEAR_TEXT || b.length > NEAR_TEXT) {
    return error(`Texts longer than ${NEAR_TEXT} characters are not compared letter by letter`);
  }
  const edits = distance(a, b);
  return judged(edits <= most, `${edits} edits away`, `${edits} edits away, at most ${most} wanted`);
}
