import type { Check } from "@/lib/schemas";

/** One of promptfoo's assertions, as far as it is read. https://www.promptfoo.dev/docs/configuration/expected-outputs */
export type Assertion = { type: string; value?: unknown; threshold?: unknown };
export type Mapped = { check: unknown; reference?: string };

type Map = (assertion: Assertion) => Mapped | null;
const textOf = ({ value }: Assertion): string | null =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : null;
const listOf = ({ value }: Assertion): string[] | null => {
  const list = Array.isArray(value) ? value : typeof value === "string" ? value.split(",") : null;
  return list && list.length > 0 ? list.map((entry) => String(entry).trim()) : null;
};
const withText =
  (make: (text: string, assertion: Assertion) => unknown): Map =>
  (assertion) => {
    const text = textOf(assertion);
    return text === null ? null : { check: make(text, assertion) };
  };
const withList =
  (make: (list: string[]) => unknown): Map =>
  (assertion) => {
    const list = listOf(assertion);
    return list && { check: make(list) };
  };
const limit =
  (make: (max: number) => unknown): Map =>
  ({ threshold, value }) => {
    const max = Number(threshold ?? value);
    return Number.isFinite(max) ? { check: make(max) } : null;
  };
const contains = withText((text) => ({ type: "contains", all: [text] }));
const containsAll = withList((all) => ({ type: "contains", all }));
const containsAny = withList((any) => ({ type: "contains", any }));
/** Several criteria are one list for the judge. */
const meets: Map = ({ value, ...rest }) => {
  const list = Array.isArray(value) && value.every((one) => typeof one === "string");
  const text = textOf({ ...rest, value: list ? value.join("; ") : value });
  return text === null ? null : { check: { type: "meets", criteria: text } };
};
/** In a table a schema is written as text. */
const json: Map = ({ value }) => {
  if (typeof value !== "string") {
    return { check: { type: "json", ...(value === undefined ? {} : { schema: value }) } };
  }
  if (value.trim() === "" || value.trim() === '""') return { check: { type: "json" } };
  try {
    return { check: { type: "json", schema: JSON.parse(value) } };
  } catch {
    return null;
  }
};
const agrees: Map = (assertion) => {
  const reference = textOf(assertion);
  return { check: { type: "agrees" }, ...(reference === null ? {} : { reference }) };
};

/** By name; what is not here is listed as unsupported and never run: scripts, webhooks, other models' graders. */
const MAPS: Record<string, Map> = {
  equals: withText((value) => ({ type: "equals", value })),
  contains,
  icontains: contains,
  "contains-all": containsAll,
  "icontains-all": containsAll,
  "contains-any": containsAny,
  "icontains-any": containsAny,
  "starts-with": withText((value) => ({ type: "starts-with", value })),
  regex: withText((pattern) => ({ type: "regex", pattern })),
  similar: withText((value, { threshold }) => ({
    type: "similar",
    value,
    ...(typeof threshold === "number" ? { threshold } : {}),
  })),
  cost: limit((max) => ({ type: "cost", max })),
  latency: limit((total) => ({ type: "latency", total })),
  "is-json": json,
  "contains-json": json,
  levenshtein: withText((value, { threshold }) => ({
    type: "near",
    value,
    distance: typeof threshold === "number" ? threshold : 5,
  })),
  "llm-rubric": meets,
  "g-eval": meets,
  "model-graded-closedqa": meets,
  factuality: agrees,
  "model-graded-factuality": agrees,
  "context-faithfulness": () => ({ check: { type: "grounded" } }),
  "select-best": withText((criteria) => ({ type: "better", criteria })),
};

/** Names of promptfoo's that have no counterpart, so that a table's cell which begins like one is not taken for a text. */
const KNOWN_ELSEWHERE = new Set(
  (
    "javascript python ruby fn eval webhook grade contains-html is-html contains-sql is-sql contains-xml is-xml is-refusal " +
    "is-valid-openai-tools-call is-valid-openai-function-call is-valid-function-call bleu gleu meteor rouge-n perplexity " +
    "perplexity-score classifier moderation guardrails answer-relevance context-recall context-relevance select-best " +
    "max-score pi finish-reason trace-span-count word-count search-rubric"
  ).split(" "),
);

export function isAssertion(type: string): boolean {
  const name = type.replace(/^not-/, "");
  return Object.hasOwn(MAPS, name) || KNOWN_ELSEWHERE.has(name);
}

/** A check for an assertion; null: there is none of that name here, or its value is of another kind. */
export function checkOf(assertion: Assertion): Mapped | null {
  if (typeof assertion.value === "string" && assertion.value.startsWith("file://")) return null;
  const not = assertion.type.startsWith("not-");
  const name = not ? assertion.type.slice("not-".length) : assertion.type;
  const mapped = Object.hasOwn(MAPS, name) ? MAPS[name]?.(assertion) : null;
  if (!mapped || !not) return mapped ?? null;
  return { ...mapped, check: { ...(mapped.check as object), not: true } };
}

/** The assertion for a check; null: promptfoo has none that says the same. */
export function assertionOf(check: Check, reference: string | undefined): Assertion | null {
  const found = plainAssertion(check, reference);
  return found && check.not ? { ...found, type: `not-${found.type}` } : found;
}

function plainAssertion(check: Check, reference: string | undefined): Assertion | null {
  switch (check.type) {
    case "equals":
    case "starts-with":
      return { type: check.type, value: check.value };
    case "contains": {
      const kinds = [check.all, check.any, check.none].filter(Boolean);
      if (kinds.length !== 1) return null;
      if (check.all) return { type: "icontains-all", value: check.all };
      return check.any
        ? { type: "icontains-any", value: check.any }
        : { type: "not-icontains-any", value: check.none };
    }
    case "regex":
      return check.ignoreCase ? null : { type: "regex", value: check.pattern };
    case "similar":
      return { type: "similar", value: check.value, threshold: check.threshold };
    case "near":
      return { type: "levenshtein", value: check.value, threshold: check.distance };
    case "json":
      return { type: "contains-json", ...(check.schema === undefined ? {} : { value: check.schema }) };
    case "cost":
      return { type: "cost", threshold: check.max };
    case "latency":
      return check.total === undefined ? null : { type: "latency", threshold: check.total };
    case "meets":
      return { type: "llm-rubric", value: check.criteria };
    case "agrees":
      return { type: "factuality", value: reference ?? "" };
    case "grounded":
      return { type: "context-faithfulness" };
    case "better":
      return { type: "select-best", value: check.criteria ?? "The better answer" };
    default:
      return null;
  }
}
