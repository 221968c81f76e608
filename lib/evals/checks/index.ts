import type { Check, CheckResult } from "@/lib/schemas";
import { cost, finish, latency, tokens } from "./effort";
import { json, schemaProblem } from "./json";
import { cites, finds, noCitation } from "./passages";
import { contains, equals, near, patternProblem, regex, startsWith, words } from "./text";
import type { Answered, Finding } from "./types";

export type { Answered, Finding, GivenPassage } from "./types";

/** Checks that need nothing but the answer. */
type Plain = Exclude<Check, { type: "similar" | "meets" | "agrees" | "grounded" | "better" }>;
export const isPlain = (check: Check): check is Plain =>
  !["similar", "meets", "agrees", "grounded", "better"].includes(check.type);

/** The check's own finding, turned round where it says `not`. */
export function runPlain(check: Plain, answer: Answered): CheckResult {
  return toResult(check, find(check, answer));
}

export function toResult(check: Check, finding: Finding): CheckResult {
  const { type, required, not } = check;
  const turned = not && (finding.verdict === "pass" || finding.verdict === "fail");
  if (!turned) return { type, required, ...finding };
  const verdict = finding.verdict === "pass" ? "fail" : "pass";
  return { type, required, verdict, reason: `Not: ${finding.reason}` };
}

/** What a schema can't tell of a check: a pattern or a JSON schema that is refused. Null: nothing. */
export function checkProblem(check: Check): { field: "pattern" | "schema"; message: string } | null {
  if (check.type === "regex") {
    const message = patternProblem(check.pattern);
    return message === null ? null : { field: "pattern", message };
  }
  if (check.type !== "json" || check.schema === undefined) return null;
  const message = schemaProblem(check.schema);
  return message === null ? null : { field: "schema", message };
}

function find(check: Plain, answer: Answered): Finding {
  switch (check.type) {
    case "equals":
      return equals(check, answer.output);
    case "contains":
      return contains(check, answer.output);
    case "starts-with":
      return startsWith(check, answer.output);
    case "regex":
      return regex(check, answer.output);
    case "words":
      return words(check, answer.output);
    case "near":
      return near(check, answer.output);
    case "json":
      return json(check, answer.output);
    case "finish":
      return finish(answer);
    case "finds":
      return finds(check, answer);
    case "cites":
      return cites(check, answer);
    case "no-citation":
      return noCitation(answer);
    case "latency":
      return latency(check, answer);
    case "cost":
      return cost(check, answer);
    case "tokens":
      return tokens(check, answer);
  }
}
