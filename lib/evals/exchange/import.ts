import Papa from "papaparse";
import { parse as parseYaml } from "yaml";
import type { z } from "zod";
import { AppError, invalid } from "@/lib/errors";
import {
  type Case,
  type CaseContent,
  caseInputSchema,
  checkInputSchema,
  EVAL_LIMITS,
  faultsOf,
  type importSchema,
  LIMITS,
  type Unmapped,
} from "@/lib/schemas";
import { getStore, type Scope } from "@/lib/store";
import { addCases, contentFrom } from "../cases";
import { requireTestSet } from "../sets";
import { type Assertion, checkOf } from "./asserts";

type Read = { cases: unknown[]; unmapped: Unmapped[] };

/**
 * Adds the cases of a file: all or none. What has no counterpart here is listed; nothing of a file is ever run or fetched.
 * @throws not_found, `limit_reached`, `validation_failed` on `content` or `cases.<n>.<field>`
 */
export async function importCases(
  scope: Scope,
  setId: string,
  input: z.output<typeof importSchema>,
): Promise<{ cases: Case[]; unmapped: Unmapped[] }> {
  const { cases, unmapped }: Read = input.cases ? { cases: input.cases, unmapped: [] } : read(input);
  if (cases.length > EVAL_LIMITS.casesPerSet) {
    const message = `A test set has at most ${EVAL_LIMITS.casesPerSet} cases`;
    throw new AppError("limit_reached", { message });
  }
  const contents = cases.map((raw, index): CaseContent => {
    const parsed = caseInputSchema.safeParse(raw);
    if (parsed.success) return contentFrom(parsed.data);
    const errors = faultsOf(parsed.error).map(({ path, message }) => ({
      path: `cases.${index}.${path}`,
      message,
    }));
    throw new AppError("validation_failed", { errors });
  });
  const known = await filesHere(scope, setId, contents);
  for (const [index, content] of contents.entries()) {
    const kept = content.fileIds.filter((id) => known.has(id));
    if (kept.length < content.fileIds.length) {
      unmapped.push({ path: `cases.${index}.fileIds`, what: "Files of another project stay behind" });
    }
    content.fileIds = kept;
  }
  return { cases: await addCases(scope, setId, contents, "cases"), unmapped };
}

async function filesHere(scope: Scope, setId: string, contents: CaseContent[]): Promise<Set<string>> {
  const wanted = [...new Set(contents.flatMap(({ fileIds }) => fileIds))];
  const { projectId } = await requireTestSet(scope, setId);
  if (wanted.length === 0) return new Set();
  const { items } = await (await getStore()).files.list(scope, projectId, { limit: LIMITS.filesPerProject });
  const here = new Set(items.map(({ id }) => id));
  return new Set(wanted.filter((id) => here.has(id)));
}

function read({ content, format }: z.output<typeof importSchema>): Read {
  if (content === undefined) throw invalid("content", "Give a file's content, or cases");
  if (format === "csv") return readCsv(content);
  if (format === "json") return readJson(content);
  return readPromptfoo(content);
}

function readJson(content: string): Read {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    throw invalid("content", "This is not JSON");
  }
  if (Array.isArray(value)) return { cases: value, unmapped: [] };
  const cases = isObject(value) ? value.cases : undefined;
  if (Array.isArray(cases)) return { cases, unmapped: [] };
  if (isObject(value) && Array.isArray(value.tests)) return fromPromptfoo(value);
  throw invalid("content", "A JSON file of cases has a list of them, or `cases`");
}

/** YAML is read as data: no tags, and few aliases, so that no file grows when it is read. */
function readPromptfoo(content: string): Read {
  let value: unknown;
  try {
    value = parseYaml(content, { schema: "core", maxAliasCount: 50, customTags: [] });
  } catch {
    throw invalid("content", "This is not YAML");
  }
  if (!isObject(value)) throw invalid("content", "A promptfoo file has `tests`");
  return fromPromptfoo(value);
}

const NOT_HERE: Record<string, string> = {
  prompts: "The project's own prompts are tested",
  providers: "The project's own model answers",
  transform: "Nothing of a file is run",
  scenarios: "Write them out as tests",
};

function fromPromptfoo(file: Record<string, unknown>): Read {
  const unmapped: Unmapped[] = [];
  for (const [key, why] of Object.entries(NOT_HERE)) {
    if (key in file) unmapped.push({ path: key, what: why });
  }
  const shared = isObject(file.defaultTest) ? file.defaultTest : {};
  if (!Array.isArray(file.tests)) {
    unmapped.push({ path: "tests", what: "Tests stand in the file itself here; other files are not read" });
    return { cases: [], unmapped };
  }
  const cases = file.tests.flatMap((test: unknown, index): unknown[] => {
    const path = `tests.${index}`;
    if (!isObject(test)) {
      unmapped.push({ path, what: "Other files are not read" });
      return [];
    }
    const vars = { ...asObject(shared.vars), ...asObject(test.vars) };
    const { question, messages, ...others } = vars;
    if (typeof question !== "string" || question.startsWith("file://")) {
      unmapped.push({ path: `${path}.vars.question`, what: "A test needs vars.question" });
      return [];
    }
    const asserts = [...asList(shared.assert), ...asList(test.assert)];
    const { checks, reference } = checksFrom(asserts, `${path}.assert`, unmapped);
    return [
      {
        ...(typeof test.description === "string" ? { name: test.description.slice(0, 200) } : {}),
        question,
        turns: turnsFrom(messages, `${path}.vars.messages`, unmapped),
        variables: textsOf(others, `${path}.vars`, unmapped),
        ...(reference === undefined ? {} : { reference }),
        checks,
      },
    ];
  });
  return { cases, unmapped };
}

function checksFrom(asserts: unknown[], path: string, unmapped: Unmapped[]) {
  const checks: unknown[] = [];
  let reference: string | undefined;
  for (const [index, assertion] of asserts.entries()) {
    const type = isObject(assertion) && typeof assertion.type === "string" ? assertion.type : "";
    const mapped = type === "" ? null : checkOf({ ...(assertion as object), type } as Assertion);
    const parsed = mapped && checkInputSchema.safeParse(mapped.check);
    if (!mapped || !parsed?.success) {
      unmapped.push({ path: `${path}.${index}`, what: `${type || "An assertion"} has no counterpart here` });
      continue;
    }
    checks.push(parsed.data);
    reference ??= mapped.reference;
  }
  return { checks, reference };
}

function turnsFrom(messages: unknown, path: string, unmapped: Unmapped[]): unknown[] {
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

function textsOf(vars: Record<string, unknown>, path: string, unmapped: Unmapped[]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(vars)) {
    if (typeof value === "string" && !value.startsWith("file://")) texts[name] = value;
    else if (typeof value === "number") texts[name] = String(value);
    else unmapped.push({ path: `${path}.${name}`, what: "Only texts are taken" });
  }
  return texts;
}

/** Columns: `question`, `name`, `reference`, `tags`, `messages`; `__expected…` are checks; others are variables. */
function readCsv(content: string): Read {
  const { data } = Papa.parse<Record<string, string>>(content, { header: true, skipEmptyLines: "greedy" });
  const unmapped: Unmapped[] = [];
  const cases = data.flatMap((row, index): unknown[] => {
    const path = `rows.${index}`;
    const { question = "", name, description, reference, tags, messages, ...rest } = row;
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
        ...(name || description ? { name: (name || description || "").slice(0, 200) } : {}),
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

/** promptfoo's short form: `contains: a`, `similar(0.9): b`, `grade: c`; anything else is what the answer equals. */
function expectation(text: string): Assertion {
  const [, type, threshold, value] = /^([a-z-]{2,40})(?:\((\d+(?:\.\d+)?)\))?:\s?([\s\S]*)$/.exec(text) ?? [];
  if (type === undefined || value === undefined) return { type: "equals", value: text };
  const name = type === "grade" ? "llm-rubric" : type;
  return { type: name, value, ...(threshold === undefined ? {} : { threshold: Number(threshold) }) };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const asObject = (value: unknown) => (isObject(value) ? value : {});
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
