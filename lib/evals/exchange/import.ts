import { parse as parseYaml } from "yaml";
import type { z } from "zod";
import { AppError, invalid } from "@/lib/errors";
import {
  type Case,
  type CaseContent,
  caseInputSchema,
  EVAL_LIMITS,
  faultsOf,
  type importSchema,
  LIMITS,
  type Unmapped,
} from "@/lib/schemas";
import { getStore, type Scope } from "@/lib/store";
import { addCases, contentFrom } from "../cases";
import { requireTestSet } from "../sets";
import { readCsv } from "./csv";
import { fromPromptfoo, isObject, type Read, tooMany } from "./promptfoo";

/**
 * Adds the cases of a file: all or none. What has no counterpart here is listed; nothing of a file is ever run or fetched.
 * @throws not_found, `limit_reached`, `validation_failed` on `content` or `cases.<n>.<field>`
 */
export async function importCases(
  scope: Scope,
  setId: string,
  input: z.output<typeof importSchema>,
): Promise<{ cases: Case[]; unmapped: Unmapped[] }> {
  const { cases, unmapped }: Read = input.cases ? { cases: input.cases, unmapped: [] } : readCases(input);
  if (cases.length > EVAL_LIMITS.casesPerSet) throw tooMany();
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

/** What a file says, unchecked. Its text is anybody's, so reading it is linear. @throws `limit_reached`, `validation_failed` on `content` */
export function readCases({ content, format }: z.output<typeof importSchema>): Read {
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

/** Characters of YAML: reading it takes a second for each few hundred thousand. */
const YAML_MAX = 250_000;
const DEEPEST = 60;
/** Marks of lists and keys that open one inside the other on one line, for which the reader takes the square of their number. */
const NESTED = new RegExp(`(?:[-?:][ \\t]+){${DEEPEST}}`);

/** Linear, so that what is slow to read is not read at all. */
function tooDeep(content: string): boolean {
  if (NESTED.test(content)) return true;
  let depth = 0;
  for (const [bracket] of content.matchAll(/[[\]{}]/g)) {
    depth = Math.max(0, depth + (bracket === "[" || bracket === "{" ? 1 : -1));
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** YAML is read as data: no tags, and few aliases, so that no file grows when it is read. */
function readPromptfoo(content: string): Read {
  if (content.length > YAML_MAX) {
    throw invalid(
      "content",
      `YAML of at most ${YAML_MAX.toLocaleString("en")} characters is read; JSON may be longer`,
    );
  }
  if (tooDeep(content)) throw invalid("content", "This is nested too deeply");
  let value: unknown;
  try {
    value = parseYaml(content, {
      schema: "core",
      maxAliasCount: 50,
      customTags: [],
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: "error",
    });
  } catch {
    throw invalid("content", "This is not YAML");
  }
  // A file of tests alone is a list of them.
  if (Array.isArray(value)) return fromPromptfoo({ tests: value });
  if (!isObject(value)) throw invalid("content", "A promptfoo file has `tests`");
  return fromPromptfoo(value);
}
