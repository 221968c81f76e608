import type { Check, CheckType } from "@/lib/schemas";

/** The kinds that a form offers, in the order of use. */
export const CHECK_LABELS: Record<CheckType, string> = {
  meets: "Meets criteria (judge)",
  contains: "Contains",
  equals: "Equals",
  "starts-with": "Starts with",
  regex: "Matches a pattern",
  words: "Number of words",
  near: "Near a text",
  similar: "Means the same",
  json: "Is JSON",
  finish: "Comes to its end",
  finds: "Finds a passage",
  cites: "Cites a file",
  "no-citation": "Cites nothing",
  latency: "Answers in time",
  cost: "Costs at most",
  tokens: "Takes at most tokens",
  agrees: "Agrees with the reference (judge)",
  grounded: "True to the passages (judge)",
  better: "Better than what is live (judge)",
};

export function checkSummary(check: Check): string {
  const text = detailOf(check);
  const label = CHECK_LABELS[check.type].replace(" (judge)", "");
  const whole = text ? `${label}: ${text}` : label;
  const line = `${check.not ? "Not: " : ""}${whole}`;
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
        ...(check.any ? [`any of ${check.any.join(", ")}`] : []),
        ...(check.none ? [`none of ${check.none.join(", ")}`] : []),
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
