import { newId } from "@/lib/ids";
import type { CaseContent } from "@/lib/schemas";
import type { EvalResultRecord, Scope, Store } from "@/lib/store/types";
import { settings } from "./factories";

/** Every method that takes a scope, aimed at somebody else's things, with the only answer it may give. */
export type Attempts<Victim> = Record<
  string,
  [(store: Store, scope: Scope, victim: Victim) => Promise<unknown>, unknown]
>;
export type Work = Awaited<ReturnType<typeof aWork>>;

const page = { limit: 10 };
const EMPTY = { items: [], nextCursor: null };
const EVER = { from: "2000-01-01", to: "2100-01-01" };
const NO_USAGE = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
const CASE: CaseContent = {
  name: "c",
  turns: [],
  question: "?",
  variables: {},
  fileIds: [],
  checks: [],
  tags: [],
};
const aSecret = () => ({ hash: newId(), prefix: `cbp_${newId().slice(-8)}`, last4: "wxyz" });
const newKey = (projectId: string) => ({
  projectId,
  name: "secret",
  scopes: ["chat" as const],
  origins: [],
  budget: {},
  limits: {},
  expiresAt: null,
});
const newSet = { name: "secret", gate: null, nightly: false };
const newRelease = (projectId: string, authorId: string) => ({
  projectId,
  note: "secret",
  authorId,
  configId: "hash",
  fingerprint: "f",
  prompts: [],
  settings,
  files: [],
});
const newRun = (projectId: string, setId: string, authorId: string) => ({
  projectId,
  setId,
  authorId,
  total: 1,
  spec: {
    kind: "test" as const,
    setName: "secret",
    setRevision: "1",
    cases: [],
    sides: [],
    repeats: 1,
    judgeModel: "m",
    judgeHash: "h",
    maxCost: null,
    fence: "f",
    warnings: [],
  },
});
const invited = () => ({ email: null, role: "editor" as const, tokenHash: newId(), expiresAt: 1e15 });
const newAnswer = (projectId: string, id = newId()) => ({
  id,
  projectId,
  chatId: null,
  data: "secret",
  createdAt: 1,
  expiresAt: 1e15,
});

/** A key, a release that is live, a set with a case and a run with a result. */
export async function aWork(store: Store, scope: Scope, projectId: string, chatId: string) {
  const key = there(await store.keys.create(scope, newKey(projectId), aSecret(), 10));
  const release = there(await store.releases.create(scope, newRelease(projectId, scope.userId), 10));
  const published = {
    kind: "publish" as const,
    previous: null,
    authorId: scope.userId,
    reason: null,
    runId: null,
  };
  await store.releases.publish(scope, { projectId, seq: 1, release: release.number, ...published });
  const set = there(await store.testSets.create(scope, projectId, newSet, 10));
  const [found] = (await store.testSets.addCases(scope, set.id, [CASE], 10)) ?? [];
  const testCase = there(found ?? null);
  const limits = { activeLimit: 5, keep: 5 };
  const run = there(await store.evalRuns.create(scope, newRun(projectId, set.id, scope.userId), limits));
  await store.evalRuns.prepare(run.id, 1);
  const lease = { lease: newId(), leaseUntil: Date.now() + 1e6, now: Date.now(), concurrency: 1 };
  const unit = there(await store.evalRuns.claim(run.id, lease));
  const result: Omit<EvalResultRecord, "ownerId" | "projectId" | "runId" | "createdAt" | "review"> = {
    id: newId(),
    side: "candidate",
    caseId: testCase.id,
    caseRevision: 1,
    repeat: 1,
    verdict: "pass",
    output: "secret",
    passages: [],
    checks: [],
    usage: null,
    cost: null,
    firstMs: null,
    totalMs: null,
    finishReason: null,
    error: null,
  };
  await store.evalRuns.putResult(unit, result, { cost: 0, priced: true, limitCost: 0, usage: NO_USAGE });
  await store.connections.putProjectKey(scope, projectId, "environment", "sealed");
  const invitation = there(await store.invitations.create(scope, projectId, invited(), 10));
  const answer = newAnswer(projectId);
  await store.answers.put(scope, answer);
  return {
    scope,
    projectId,
    chatId,
    key,
    release,
    set,
    testCase,
    run,
    resultId: result.id,
    answer,
    published,
    invitation,
  };
}

/** The same, called by what is no id. */
export const namedBy = (work: Work, id: string): Work => ({
  ...work,
  projectId: id,
  chatId: id,
  resultId: id,
  key: { ...work.key, id },
  set: { ...work.set, id },
  testCase: { ...work.testCase, id },
  run: { ...work.run, id },
  answer: { ...work.answer, id },
  invitation: { ...work.invitation, id },
});

function there<T>(value: T | null): T {
  if (value === null) throw new Error("It was not made.");
  return value;
}

/** All of it, as its owner sees it. */
export async function seenOfWork(store: Store, { scope, projectId, key, set, run, answer }: Work) {
  return {
    keys: await store.keys.list(scope, page),
    spending: await store.keys.spending(scope, key.id, 1),
    releases: await store.releases.list(scope, projectId, page),
    publications: await store.releases.publications(scope, projectId, page),
    published: await store.releases.published(scope, projectId, [1]),
    sets: await store.testSets.list(scope, projectId),
    cases: await store.testSets.listCases(scope, set.id),
    runs: await store.evalRuns.list(scope, projectId, page),
    results: await store.evalRuns.allResults(scope, projectId, run.id),
    answer: await store.answers.get(scope, answer.id, 1),
    invitations: await store.invitations.list(scope, projectId, 1),
    providerKeys: await store.connections.projectKeys(scope, projectId),
  };
}

type Has = { work: Work };

export const WORK_ATTEMPTS: Attempts<Has> = {
  "keys.create": [(s, scope, { work }) => s.keys.create(scope, newKey(work.projectId), aSecret(), 10), null],
  "keys.get": [(s, scope, { work }) => s.keys.get(scope, work.key.id), null],
  "keys.list": [(s, scope, { work }) => s.keys.list(scope, { ...page, projectId: work.projectId }), EMPTY],
  "keys.update": [(s, scope, { work }) => s.keys.update(scope, work.key.id, { name: "Mine" }), null],
  "keys.rotate": [(s, scope, { work }) => s.keys.rotate(scope, work.key.id, aSecret(), 1e15), null],
  "keys.remove": [(s, scope, { work }) => s.keys.remove(scope, work.key.id), false],
  "keys.spending": [(s, scope, { work }) => s.keys.spending(scope, work.key.id, 1), null],
  "keys.usage": [(s, scope, { work }) => s.keys.usage(scope, { ...EVER, projectId: work.projectId }), []],
  "answers.put": [(s, scope, { work }) => s.answers.put(scope, newAnswer(work.projectId)), false],
  "answers.get": [(s, scope, { work }) => s.answers.get(scope, work.answer.id, 1), null],
  "answers.remove": [(s, scope, { work }) => s.answers.remove(scope, work.answer.id), false],
  "connections.projectKeys": [(s, scope, { work }) => s.connections.projectKeys(scope, work.projectId), []],
  "connections.putProjectKey": [
    (s, scope, { work }) => s.connections.putProjectKey(scope, work.projectId, "environment", "stolen"),
    false,
  ],
  "connections.removeProjectKey": [
    (s, scope, { work }) => s.connections.removeProjectKey(scope, work.projectId, "environment"),
    false,
  ],
  "invitations.create": [
    (s, scope, { work }) => s.invitations.create(scope, work.projectId, invited(), 10),
    null,
  ],
  "invitations.list": [(s, scope, { work }) => s.invitations.list(scope, work.projectId, 1), []],
  "invitations.remove": [
    (s, scope, { work }) => s.invitations.remove(scope, work.projectId, work.invitation.id),
    false,
  ],
  "releases.create": [
    (s, scope, { work }) => s.releases.create(scope, newRelease(work.projectId, scope.userId), 10),
    null,
  ],
  "releases.get": [(s, scope, { work }) => s.releases.get(scope, work.projectId, work.release.number), null],
  "releases.list": [(s, scope, { work }) => s.releases.list(scope, work.projectId, page), EMPTY],
  "releases.current": [(s, scope, { work }) => s.releases.current(scope, work.projectId), null],
  "releases.live": [async (s, scope, { work }) => [...(await s.releases.live(scope, [work.projectId]))], []],
  "releases.publish": [
    (s, scope, { work: { projectId, published } }) =>
      s.releases.publish(scope, { projectId, seq: 2, release: null, ...published }),
    "missing",
  ],
  "releases.published": [(s, scope, { work }) => s.releases.published(scope, work.projectId, [1]), []],
  "releases.publications": [
    (s, scope, { work }) => s.releases.publications(scope, work.projectId, page),
    EMPTY,
  ],
  "testSets.create": [(s, scope, { work }) => s.testSets.create(scope, work.projectId, newSet, 10), null],
  "testSets.get": [(s, scope, { work }) => s.testSets.get(scope, work.set.id), null],
  "testSets.list": [(s, scope, { work }) => s.testSets.list(scope, work.projectId), []],
  "testSets.update": [(s, scope, { work }) => s.testSets.update(scope, work.set.id, { name: "Mine" }), null],
  "testSets.remove": [(s, scope, { work }) => s.testSets.remove(scope, work.set.id), false],
  "testSets.addCases": [(s, scope, { work }) => s.testSets.addCases(scope, work.set.id, [CASE], 10), null],
  "testSets.getCase": [(s, scope, { work }) => s.testSets.getCase(scope, work.testCase.id), null],
  "testSets.listCases": [(s, scope, { work }) => s.testSets.listCases(scope, work.set.id), []],
  "testSets.projectCases": [(s, scope, { work }) => s.testSets.projectCases(scope, work.projectId), []],
  "testSets.updateCase": [
    (s, scope, { work }) => s.testSets.updateCase(scope, work.testCase.id, 1, { ...CASE, name: "Mine" }),
    null,
  ],
  "testSets.removeCase": [(s, scope, { work }) => s.testSets.removeCase(scope, work.testCase.id), false],
  "testSets.revisions": [
    (s, scope, { work }) =>
      s.testSets.revisions(scope, work.projectId, [{ id: work.testCase.id, revision: 1 }]),
    [],
  ],
  "evalRuns.create": [
    (s, scope, { work }) =>
      s.evalRuns.create(scope, newRun(work.projectId, work.set.id, scope.userId), {
        activeLimit: 5,
        keep: 5,
      }),
    null,
  ],
  "evalRuns.get": [(s, scope, { work }) => s.evalRuns.get(scope, work.projectId, work.run.id), null],
  "evalRuns.list": [(s, scope, { work }) => s.evalRuns.list(scope, work.projectId, page), EMPTY],
  "evalRuns.cancel": [
    (s, scope, { work }) => s.evalRuns.cancel(scope, work.projectId, work.run.id, "x"),
    null,
  ],
  "evalRuns.results": [
    (s, scope, { work }) => s.evalRuns.results(scope, work.projectId, work.run.id, page),
    EMPTY,
  ],
  "evalRuns.allResults": [
    (s, scope, { work }) => s.evalRuns.allResults(scope, work.projectId, work.run.id),
    [],
  ],
  "evalRuns.getResult": [
    (s, scope, { work }) => s.evalRuns.getResult(scope, work.projectId, work.run.id, work.resultId),
    null,
  ],
  "evalRuns.review": [
    (s, scope, { work }) => {
      const review = { agree: false, by: scope.userId, at: 1, check: null };
      return s.evalRuns.review(scope, work.projectId, work.run.id, work.resultId, review);
    },
    null,
  ],
  "evalRuns.reviewed": [(s, scope, { work }) => s.evalRuns.reviewed(scope, work.projectId, 10), []],
};
