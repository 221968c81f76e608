import { AppError } from "@/lib/errors";
import { checkInputSchema, EVAL_LIMITS, type Unmapped } from "@/lib/schemas";
import { checkProblem } from "../checks";
import { type Assertion, checkOf } from "./asserts";

/** Cases as they are written, unchecked, and what of the file has no counterpart here. */
export type Read = { cases: unknown[]; unmapped: Unmapped[] };

const NOT_HERE: Record<string, string> = {
  prompts: "The project's own prompts are tested",
  providers: "The project's own model answers",
  transform: "Nothing of a file is run",
  scenarios: "Write them out as tests",
};
/** What is read of a test; `options`, `transform`, `provider` and the like have no counterpart. */
const READ = new Set(["description", "vars", "assert"]);
/** What would change how an assertion judges. */
const CHANGES = ["transform", "contextTransform", "provider", "rubricPrompt"];

export function fromPromptfoo(file: Record<string, unknown>): Read {
  const unmapped: Unmapped[] = [];
  for (const [key, why] of Object.entries(NOT_HERE)) {
    if (key in file) unmapped.push({ path: key, what: why });
  }
  const shared = isObject(file.defaultTest) ? file.defaultTest : {};
  if ("defaultTest" in file && !isObject(file.defaultTest)) {
    unmapped.push({ path: "defaultTest", what: "Other files are not read" });
  }
  others(shared, "defaultTest", unmapped);
  if (!Array.isArray(file.tests)) {
    unmapped.push({ path: "tests", what: "Tests stand in the file itself here; other files are not read" });
    return { cases: [], unmapped };
  }
  const common = checksFrom(asList(shared.assert), "defaultTest.assert", unmapped);
  if (file.tests.length > EVAL_LIMITS.casesPerSet) throw tooMany();
  const cases = file.tests.flatMap((test: unknown, index): unknown[] => {
    const path = `tests.${index}`;
    if (!isObject(test)) {
      unmapped.push({ path, what: "Other files are not read" });
      return [];
    }
    const vars = { ...asObject(shared.vars), ...asObject(test.vars) };
    const { question, messages, ...values } = vars;
    if (typeof question !== "string" || question.startsWith("file://")) {
      unmapped.push({ path: `${path}.vars.question`, what: "A test needs vars.question" });
      return [];
    }
    others(test, path, unmapped);
    const own = checksFrom(asList(test.assert), `${path}.assert`, unmapped);
    const reference = own.reference ?? common.reference;
    return [
      {
        ...(typeof test.description === "string" ? { name: test.description.slice(0, 200) } : {}),
        question,
        turns: turnsFrom(messages, `${path}.vars.messages`, unmapped),
        variables: textsOf(values, `${path}.vars`, unmapped),
        ...(reference === undefined ? {} : { reference }),
        checks: [...common.checks, ...own.checks],
      },
    ];
  });
  return { cases, unmapped };
}

function others(test: Record<string, unknown>, path: string, unmapped: Unmapped[]): void {
  for (const key of Object.keys(test)) {
    if (!READ.has(key)) unmapped.push({ path: `${path}.${key}`, what: `${key} has no counterpart here` });
  }
}

export function checksFrom(asserts: unknown[], path: string, unmapped: Unmapped[]) {
  const checks: unknown[] = [];
  let reference: string | undefined;
  for (const [index, assertion] of asserts.entries()) {
    const type = isObject(assertion) && typeof assertion.type === "string" ? assertion.type : "";
    const mapped = type === "" ? null : checkOf({ ...(assertion as object), type } as Assertion);
    const parsed = mapped && checkInputSchema.safeParse(mapped.check);
    // A pattern that only other engines know is no reason to refuse the rest of the file.
    const problem = parsed?.success ? checkProblem(parsed.data)?.message : undefined;
    if (!mapped || !parsed?.success || problem) {
      const what = `${type || "An assertion"} has no counterpart here`;
      unmapped.push({ path: `${path}.${index}`, what: problem ? `${type}: ${problem}` : what });
      continue;
    }
    checks.push(parsed.data);
    reference ??= mapped.reference;
    for (const key of CHANGES.filter((one) => isObject(assertion) && one in assertion)) {
      unmapped.push({ path: `${path}.${index}.${key}`, what: `${key} has no counterpart here` });
    }
  }
  return { checks, reference };
}

export function turnsFrom(messages: unknown, path: string, unmapped: Unmapped[]): unknown[] {
  if (messages === undefined) return [];
  let list = messages;
  if (typeof messages === "string") {
    try {
      list = JSON.parse(messages);
    } catch {
      list = null;
    }
  }
  if (Array.isArray(list)) return list;
  unmapped.push({ path, what: "Earlier turns are a list of { role, content }" });
  return [];
}

export function textsOf(
  vars: Record<string, unknown>,
  path: string,
  unmapped: Unmapped[],
): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(vars)) {
    if (typeof value === "string" && !value.startsWith("file://")) texts[name] = value;
    else if (typeof value === "number") texts[name] = String(value);
    else unmapped.push({ path: `${path}.${name}`, what: "Only texts are taken" });
  }
  return texts;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const asObject = (value: unknown) => (isObject(value) ? value : {});
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export function tooMany(): AppError {
  const message = `A test set has at most ${EVAL_LIMITS.casesPerSet} cases`;
  return new AppError("limit_reached", { message });
}
