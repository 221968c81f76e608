import type { Check, CheckType } from "@/lib/schemas";
import { testsText } from "@/lib/text/tests";

/** The kinds that a form offers, in the order of use. */
export const CHECK_LABELS: Record<CheckType, string> = {
  meets: testsText.kinds.criteria,
  contains: testsText.kinds.contains,
  equals: testsText.kinds.equals,
  "starts-with": testsText.kinds.starts,
  regex: testsText.kinds.matches,
  words: testsText.kinds.words,
  near: testsText.kinds.near,
  similar: testsText.kinds.means,
  json: testsText.kinds.json,
  finish: testsText.kinds.ends,
  finds: testsText.kinds.passage,
  cites: testsText.kinds.cites,
  "no-citation": testsText.kinds.citesNone,
  latency: testsText.kinds.inTime,
  cost: testsText.kinds.costs,
  tokens: testsText.kinds.takes,
  agrees: testsText.kinds.agrees,
  grounded: testsText.kinds.faithful,
  better: testsText.kinds.better,
};

export function checkSummary(check: Check): string {
  const text = detailOf(check);
  const label = CHECK_LABELS[check.type].replace(" (judge)", "");
  const whole = text ? `${label}: ${text}` : label;
  const line = `${check.not ? testsText.kinds.not : ""}${whole}`;
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

function detailOf(check: Check): string {
  switch (check.type) {
    case "equals":
    case "starts-with":
    case "near":
    case "similar":
      return check.value;
    case "contains":
      return [
        ...(check.all ?? []),
        ...(check.any ? [testsText.kinds.anyOf(check.any.join(", "))] : []),
        ...(check.none ? [testsText.kinds.noneOf(check.none.join(", "))] : []),
      ].join(", ");
    case "regex":
      return check.pattern;
    case "words":
      return [
        check.min === undefined ? "" : `≥ ${check.min}`,
        check.max === undefined ? "" : `≤ ${check.max}`,
      ]
        .filter(Boolean)
        .join(", ");
    case "finds":
      return check.quote ?? check.filename ?? check.hash;
    case "cites":
      return check.filename ?? check.fileId;
    case "latency":
      return `${check.total ?? check.first} ms`;
    case "cost":
      return `$${check.max}`;
    case "tokens":
      return String(check.max);
    case "meets":
      return check.criteria;
    case "better":
      return check.criteria ?? "";
    default:
      return "";
  }
}
