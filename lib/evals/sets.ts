import type { z } from "zod";
import { AppError, isAppError, notFound } from "@/lib/errors";
import { requireProject, setRevision } from "@/lib/projects";
import {
  EVAL_LIMITS,
  type PageQuery,
  type TestSet,
  type testSetInputSchema,
  type testSetPatchSchema,
} from "@/lib/schemas";
import { type CaseRecord, getStore, type Scope, type TestSetRecord } from "@/lib/store";
import { isoTime } from "@/lib/time";
import { pageOf } from "./page";

/** Oldest first; all of them (at most 50) without a page. @throws not_found, `validation_failed` on `cursor` */
export async function listTestSets(
  scope: Scope,
  projectId: string,
  page: Partial<PageQuery> = {},
): Promise<{ testSets: TestSet[]; nextCursor: string | null }> {
  const { testSets } = await getStore();
  await requireProject(scope, projectId);
  const [sets, cases] = await Promise.all([
    testSets.list(scope, projectId),
    testSets.projectCases(scope, projectId),
  ]);
  const { items, nextCursor } = pageOf(sets, page);
  const shown = items.map((set) =>
    toTestSet(
      set,
      cases.filter(({ setId }) => setId === set.id),
    ),
  );
  return { testSets: shown, nextCursor };
}

/** @throws not_found, `limit_reached` */
export async function createTestSet(
  scope: Scope,
  projectId: string,
  input: z.output<typeof testSetInputSchema>,
): Promise<TestSet> {
  const { testSets } = await getStore();
  const set = await testSets.create(scope, projectId, input, EVAL_LIMITS.setsPerProject).catch((error) => {
    if (!isAppError(error, "limit_reached")) throw error;
    const message = `A project has at most ${EVAL_LIMITS.setsPerProject} test sets`;
    throw new AppError("limit_reached", { message });
  });
  if (!set) throw notFound("Project");
  return toTestSet(set, []);
}

/** @throws not_found */
export async function getTestSet(scope: Scope, id: string): Promise<TestSet> {
  const { testSets } = await getStore();
  const set = await requireTestSet(scope, id);
  return toTestSet(set, await testSets.listCases(scope, id));
}

/** @throws not_found */
export async function updateTestSet(
  scope: Scope,
  id: string,
  patch: z.output<typeof testSetPatchSchema>,
): Promise<TestSet> {
  const { testSets } = await getStore();
  const { name, gate, nightly } = patch;
  const cases = await testSets.listCases(scope, id);
  const set = await testSets.update(scope, id, {
    ...(name === undefined ? {} : { name }),
    ...(gate === undefined ? {} : { gate }),
    ...(nightly === undefined ? {} : { nightly }),
  });
  if (!set) throw notFound("Test set");
  return toTestSet(set, cases);
}

/** Its cases go with it; reports of its runs stay. @throws not_found */
export async function removeTestSet(scope: Scope, id: string): Promise<void> {
  const { testSets } = await getStore();
  if (!(await testSets.remove(scope, id))) throw notFound("Test set");
}

export async function requireTestSet(scope: Scope, id: string): Promise<TestSetRecord> {
  const set = await (await getStore()).testSets.get(scope, id);
  if (!set) throw notFound("Test set");
  return set;
}

function toTestSet(record: TestSetRecord, cases: CaseRecord[]): TestSet {
  return {
    id: record.id,
    projectId: record.projectId,
    name: record.name,
    gate: record.gate,
    nightly: record.nightly,
    cases: cases.length,
    revision: setRevision(cases),
    createdAt: isoTime(record.createdAt),
    updatedAt: isoTime(record.updatedAt),
  };
}
