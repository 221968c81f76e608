import { isDeepStrictEqual } from "node:util";
import { requireFiles } from "@/lib/chats";
import { AppError, type FieldError, isAppError, notFound } from "@/lib/errors";
import {
  type Case,
  type CaseContent,
  type CaseInput,
  type CasePatch,
  type Check,
  EVAL_LIMITS,
  type PageQuery,
} from "@/lib/schemas";
import { type CaseRecord, getStore, type Scope } from "@/lib/store";
import { isoTime } from "@/lib/time";
import { checkProblem } from "./checks";
import { pageOf } from "./page";
import { requireTestSet } from "./sets";

/** A case from a chat may have that chat's own files; others have the project's. */
export const NO_CHAT = "";

/** In the order in which they were made; all of them (at most 500) without a page. @throws not_found, `validation_failed` on `cursor` */
export async function listCases(
  scope: Scope,
  setId: string,
  page: Partial<PageQuery> = {},
): Promise<{ cases: Case[]; nextCursor: string | null }> {
  await requireTestSet(scope, setId);
  const cases = await (await getStore()).testSets.listCases(scope, setId);
  const { items, nextCursor } = pageOf(cases, page);
  return { cases: items.map(toCase), nextCursor };
}

/** @throws not_found, `limit_reached`, `validation_failed` on `checks.<n>`, `fileIds.<n>` */
export async function createCase(scope: Scope, setId: string, input: CaseInput): Promise<Case> {
  const { projectId } = await requireTestSet(scope, setId);
  await requireFiles(scope, projectId, NO_CHAT, input.fileIds);
  const [added] = await addCases(scope, setId, [contentFrom(input)]);
  if (!added) throw notFound("Test set");
  return added;
}

/** All or none. @throws not_found, `limit_reached`, `validation_failed` */
export async function addCases(
  scope: Scope,
  setId: string,
  contents: CaseContent[],
  path = "",
): Promise<Case[]> {
  const errors = contents.flatMap(({ checks }, index) => checkFaults(checks, path && `${path}.${index}.`));
  if (errors.length > 0) throw new AppError("validation_failed", { errors });
  const { testSets } = await getStore();
  const added = await testSets.addCases(scope, setId, contents, EVAL_LIMITS.casesPerSet).catch((error) => {
    if (!isAppError(error, "limit_reached")) throw error;
    const message = `A test set has at most ${EVAL_LIMITS.casesPerSet} cases`;
    throw new AppError("limit_reached", { message });
  });
  if (!added) throw notFound("Test set");
  return added.map(toCase);
}

/** @throws not_found */
export async function getCase(scope: Scope, id: string): Promise<Case> {
  return toCase(await requireCase(scope, id));
}

/** A new revision; runs keep the one that they used. @throws not_found, `stale_edit`, `validation_failed` */
export async function updateCase(scope: Scope, id: string, patch: CasePatch): Promise<Case> {
  const { testSets } = await getStore();
  const before = await requireCase(scope, id);
  const { revision = before.revision, reference, ...rest } = patch;
  if (patch.fileIds) {
    const chatId = before.content.source?.chatId ?? NO_CHAT;
    await requireFiles(scope, before.projectId, chatId, patch.fileIds);
  }
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const { reference: old, ...kept } = before.content;
  const said = reference === undefined ? old : (reference ?? undefined);
  const content: CaseContent = { ...kept, ...given, ...(said === undefined ? {} : { reference: said }) };
  const errors = checkFaults(content.checks, "");
  if (errors.length > 0) throw new AppError("validation_failed", { errors });
  // Saved as it is: runs of this revision stay good for the gate.
  if (revision === before.revision && isDeepStrictEqual(content, before.content)) return toCase(before);
  const written = await testSets.updateCase(scope, id, revision, content);
  if (written === "stale") throw new AppError("stale_edit");
  if (!written) throw notFound("Case");
  return toCase(written);
}

/** @throws not_found */
export async function removeCase(scope: Scope, id: string): Promise<void> {
  const { testSets } = await getStore();
  if (!(await testSets.removeCase(scope, id))) throw notFound("Case");
}

async function requireCase(scope: Scope, id: string): Promise<CaseRecord> {
  const record = await (await getStore()).testSets.getCase(scope, id);
  if (!record) throw notFound("Case");
  return record;
}

/** A case without a name is called by its question. */
export function contentFrom(input: CaseInput, source?: CaseContent["source"]): CaseContent {
  const { name, turns, question, variables, fileIds, reference, checks, tags } = input;
  return {
    name: name || nameFrom(question),
    turns,
    question,
    variables,
    fileIds,
    ...(reference === undefined ? {} : { reference }),
    checks,
    tags,
    ...(source ? { source } : {}),
  };
}

const NAME_MAX = 80;
export function nameFrom(question: string): string {
  const line = question.replace(/\s+/g, " ").trim();
  return line.length <= NAME_MAX ? line : `${line.slice(0, NAME_MAX - 1).trimEnd()}…`;
}

/** What a schema can't tell: patterns and JSON schemas that are refused, found before a run rather than in it. */
function checkFaults(checks: Check[], path: string): FieldError[] {
  return checks.flatMap((check, index): FieldError[] => {
    const problem = checkProblem(check);
    return problem ? [{ path: `${path}checks.${index}.${problem.field}`, message: problem.message }] : [];
  });
}

export function toCase(record: CaseRecord): Case {
  return {
    id: record.id,
    testSetId: record.setId,
    revision: record.revision,
    ...record.content,
    createdAt: isoTime(record.createdAt),
    updatedAt: isoTime(record.updatedAt),
  };
}
