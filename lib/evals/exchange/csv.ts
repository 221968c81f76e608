import Papa from "papaparse";
import { EVAL_LIMITS, type Unmapped } from "@/lib/schemas";
import { type Assertion, isAssertion } from "./asserts";
import { checksFrom, type Read, textsOf, tooMany, turnsFrom } from "./promptfoo";

/** What a spreadsheet would take for a formula gets an apostrophe before it, as it writes texts itself. */
const FORMULA = /^'*[=+\-@\t\r]/;
export const asText = (cell: string) => (FORMULA.test(cell) ? `'${cell}` : cell);
const fromText = (cell: string) => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);

/** Columns: `question`, `name`, `reference`, `tags`, `messages`; `__expected…` are checks; others are variables. */
export function readCsv(content: string): Read {
  const { data, meta } = Papa.parse<Record<string, string>>(content, {
    header: true,
    skipEmptyLines: "greedy",
    // One more than a set holds is enough to say that it is too many.
    preview: EVAL_LIMITS.casesPerSet + 1,
    transform: fromText,
  });
  if (data.length > EVAL_LIMITS.casesPerSet) throw tooMany();
  const unmapped: Unmapped[] =
    meta.fields
      ?.filter(
        (field) => field.startsWith("__") && !field.startsWith("__expected") && field !== "__description",
      )
      .map((path) => ({ path, what: `${path} has no counterpart here` })) ?? [];
  const cases = data.flatMap((row, index): unknown[] => {
    const path = `rows.${index}`;
    const { question = "", reference, tags, messages, name: called, description, ...rest } = row;
    const name = called || description || rest.__description || "";
    if (question.trim() === "") {
      unmapped.push({ path, what: "A row needs a question" });
      return [];
    }
    const expected = Object.entries(rest).filter(([key, value]) => key.startsWith("__expected") && value);
    const asserts = expected.map(([, value]) => expectation(value));
    const found = checksFrom(asserts, `${path}.__expected`, unmapped);
    const others = Object.fromEntries(
      Object.entries(rest).filter(([key, value]) => !key.startsWith("__") && value),
    );
    const said = reference || found.reference;
    return [
      {
        ...(name ? { name: name.slice(0, 200) } : {}),
        question,
        turns: turnsFrom(messages || undefined, `${path}.messages`, unmapped),
        variables: textsOf(others, path, unmapped),
        ...(said ? { reference: said } : {}),
        checks: found.checks,
        tags: (tags ?? "")
          .split(",")
          .map((tag) => tag.trim())
          .filter(Boolean),
      },
    ];
  });
  return { cases, unmapped };
}

const SHORT = /^([a-z-]{2,40})(?:\((\d{1,15}(?:\.\d{1,15})?)\))?(?::\s?([\s\S]*))?$/;
/** They say all that they have to say by their names. */
const ALONE = /^(not-)?(is-json|contains-json|context-faithfulness)$/;

/** promptfoo's short form: `contains: a`, `similar(0.9): b`, `cost(0.01)`, `is-json`, `grade: c`; anything else is what the answer equals. */
function expectation(text: string): Assertion {
  const [, type, threshold, value] = SHORT.exec(text) ?? [];
  // What begins like a sentence with a colon is one, and so is a single word.
  const plain = value === undefined && threshold === undefined && !ALONE.test(type ?? "");
  if (type === undefined || plain || !isAssertion(type)) return { type: "equals", value: text };
  const name = type === "grade" ? "llm-rubric" : type;
  return {
    type: name,
    ...(value === undefined ? {} : { value }),
    ...(threshold === undefined ? {} : { threshold: Number(threshold) }),
  };
}
