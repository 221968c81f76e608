import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import type { CaseContent } from "@/lib/schemas";
import type { RunSpec, Scope, UnitClaim } from "@/lib/store/types";
import { engines, useStore } from "./support/engines";
import { aProject, aScope, within } from "./support/factories";

const content = (question: string): CaseContent => ({
  name: question,
  turns: [],
  question,
  variables: {},
  fileIds: [],
  checks: [],
  tags: [],
});
const spec = (more: Partial<RunSpec> = {}): RunSpec => ({
  kind: "test",
  setName: "Basics",
  setRevision: "r",
  cases: [{ id: "a", revision: 1 }],
  sides: [],
  repeats: 1,
  judgeModel: "m",
  judgeHash: "h",
  maxCost: null,
  fence: "f",
  warnings: [],
  ...more,
});
const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
const spent = { cost: 0.5, priced: true, limitCost: 0.5, usage };
const result = (caseId: string, side = "candidate") => ({
  id: newId(),
  side,
  caseId,
  caseRevision: 1,
  repeat: 0,
  verdict: "pass" as const,
  output: "ok",
  passages: [],
  checks: [],
  usage,
  cost: 0.5,
  firstMs: 1,
  totalMs: 2,
  finishReason: "stop",
  error: null,
});

describe.each(engines)("tests on $name", (engine) => {
  const db = useStore(engine);
  const limits = { activeLimit: 10, keep: 100 };
  const aRun = async (units = 3) => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const input = {
      projectId: project.id,
      setId: newId(),
      authorId: scope.userId,
      spec: spec(),
      total: units,
    };
    const run = await db.store.evalRuns.create(scope, input, limits);
    if (!run) throw new Error("no run");
    await db.store.evalRuns.prepare(run.id, units);
    return { scope, project, run };
  };
  const claim = (runId: string, lease: string, now: number, concurrency = 2): Promise<UnitClaim | null> =>
    db.store.evalRuns.claim(runId, { lease, leaseUntil: now + 1_000, now, concurrency });

  test("a release remembers how it went live, however long ago", async () => {
    const { scope, project } = await aRun();
    const common = { projectId: project.id, previous: null, authorId: scope.userId, runId: null };
    const log = Array.from({ length: 5 }, (_, at) => ({
      ...common,
      seq: at + 1,
      kind: at === 0 ? ("publish" as const) : ("rollback" as const),
      release: at === 4 ? 2 : 1,
      reason: at === 0 ? "It was urgent" : null,
    }));
    for (const entry of log) await db.store.releases.publish(scope, entry);
    const found = await db.store.releases.published(scope, project.id, [1, 2, 3]);
    expect(found).toEqual([expect.objectContaining({ release: 1, seq: 1, reason: "It was urgent" })]);
    expect(await db.store.releases.published(scope, project.id, [])).toEqual([]);
  });

  test("what is live moves only for whoever saw what was live", async () => {
    const { scope, project } = await aRun();
    const { releases } = db.store;
    const entry = (seq: number, release: number) => ({
      projectId: project.id,
      seq,
      kind: "publish" as const,
      release,
      previous: null,
      authorId: scope.userId,
      reason: null,
      runId: null,
    });
    const racing = await Promise.all(
      [1, 2, 3, 4].map((release) => releases.publish(scope, entry(1, release))),
    );
    const written = racing.filter((one) => typeof one !== "string");
    expect(written).toHaveLength(1);
    expect(racing.filter((one) => one === "stale")).toHaveLength(3);
    expect(await releases.publish(scope, entry(3, 9)), "ahead of the log").toBe("stale");
    expect(await releases.publish(scope, entry(1, 9)), "behind it").toBe("stale");
    expect(await releases.current(scope, project.id)).toEqual(written[0]);
    expect(await releases.publish(await aScope(db.store), entry(2, 9))).toBe("missing");
    expect((await releases.publications(scope, project.id, { limit: 10 })).items).toHaveLength(1);
  });

  test("runs are listed by their set and their kind", async () => {
    const { evalRuns } = db.store;
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const sets = [newId(), newId()];
    const made: string[] = [];
    for (const [index, kind] of (["test", "nightly", "test", "nightly"] as const).entries()) {
      const setId = sets[index >> 1] ?? "";
      const input = { projectId: project.id, setId, authorId: scope.userId, spec: spec({ kind }), total: 1 };
      made.push((await evalRuns.create(scope, input, limits))?.id ?? "");
    }
    const listed = async (more: object) =>
      (await evalRuns.list(scope, project.id, { limit: 10, ...more })).items
        .map(({ id }) => made.indexOf(id))
        .toSorted();
    expect(await listed({})).toEqual([0, 1, 2, 3]);
    expect(await listed({ kind: "nightly" })).toEqual([1, 3]);
    expect(await listed({ kind: "nightly", setId: sets[0] })).toEqual([1]);
    expect(await listed({ kind: "why" })).toEqual([]);
  });

  test("cases keep every revision, and belong to their owner", async () => {
    const { testSets } = db.store;
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const set = await testSets.create(scope, project.id, { name: "A", gate: null, nightly: true }, 2);
    const setId = set?.id ?? "";
    const [first] = (await testSets.addCases(scope, setId, [content("one"), content("two")], 3)) ?? [];
    await expect(testSets.addCases(scope, setId, [content("a"), content("b")], 3)).rejects.toMatchObject({
      code: "limit_reached",
    });
    expect(await testSets.listCases(scope, setId)).toHaveLength(2);
    const id = first?.id ?? "";
    const changed = await testSets.updateCase(scope, id, 1, content("one, again"));
    expect(changed).toMatchObject({ revision: 2, content: { question: "one, again" } });
    expect(await testSets.updateCase(scope, id, 1, content("late"))).toBe("stale");
    const refs = [1, 2, 3].map((revision) => ({ id, revision }));
    const kept = await testSets.revisions(scope, project.id, refs);
    expect(kept.map((one) => one.content.question)).toEqual(["one", "one, again"]);
    expect(await testSets.locate("case", id)).toBe(project.id);
    expect((await testSets.nightly(1_000)).map((one) => one.id)).toContain(setId);

    const strangers: Scope[] = [await aScope(db.store), within(scope, newId())];
    for (const stranger of strangers) {
      expect(await testSets.get(stranger, setId)).toBeNull();
      expect(await testSets.getCase(stranger, id)).toBeNull();
      expect(await testSets.updateCase(stranger, id, 2, content("x"))).toBeNull();
      expect(await testSets.removeCase(stranger, id)).toBe(false);
      expect(await testSets.remove(stranger, setId)).toBe(false);
      expect(await testSets.revisions(stranger, project.id, refs)).toEqual([]);
    }
    expect(await testSets.remove(scope, setId)).toBe(true);
    expect(await testSets.getCase(scope, id)).toBeNull();
    // A run that used them can still be read.
    expect(await testSets.revisions(scope, project.id, refs)).toHaveLength(2);
  });

  test("units are held by one each, never more at once than allowed, and are taken over when a lease ran out", async () => {
    const { evalRuns } = db.store;
    const { run } = await aRun();
    const now = Date.now();
    const racing = await Promise.all(Array.from({ length: 6 }, (_, i) => claim(run.id, `l${i}`, now)));
    const held = racing.filter((one) => one !== null);
    expect(held).toHaveLength(2);
    expect(new Set(held.map(({ n }) => n)).size).toBe(2);
    expect(await claim(run.id, "late", now)).toBeNull();
    const [first, second] = held;
    if (!first || !second) throw new Error("not held");
    expect(await evalRuns.renew(first.lease, now + 60_000)).toEqual([]);
    const taken = await claim(run.id, "other", now + 2_000);
    expect(taken?.n).toBe(second.n);
    expect(await evalRuns.putResult(second, result("a"), spent)).toBe(false);
    expect(await evalRuns.release(second, true)).toBe(false);
    expect(await evalRuns.release(first, true)).toBe(true);
    expect(await evalRuns.open(run.id)).toBe(2);
  });

  test("results are there once, and sum up", async () => {
    const { evalRuns } = db.store;
    const { scope, project, run } = await aRun();
    const unit = await claim(run.id, "l", Date.now());
    if (!unit) throw new Error("not held");
    const given = result("a");
    expect(await evalRuns.putResult(unit, given, spent)).toBe(true);
    expect(await evalRuns.putResult(unit, result("a"), spent)).toBe(false);
    expect(await evalRuns.putResult(unit, result("a", "baseline"), { ...spent, priced: false })).toBe(true);
    const checks = [{ type: "meets", required: true, verdict: "error" as const, reason: "x" }];
    expect(await evalRuns.amend(unit, given.id, { checks, verdict: "error" }, spent)).toBe(true);
    expect(await evalRuns.get(scope, project.id, run.id)).toMatchObject({
      status: "running",
      done: 2,
      errors: 1,
      cost: 1.5,
      priced: false,
      usage: { prompt_tokens: 3, completion_tokens: 6, total_tokens: 9 },
    });
    expect(await evalRuns.unitResults(unit, "a", 0)).toHaveLength(2);
    const reviewed = await evalRuns.review(scope, project.id, run.id, given.id, {
      agree: true,
      by: scope.userId,
      at: 5,
      check: null,
    });
    expect(reviewed).toMatchObject({ review: { agree: true } });
    expect(await evalRuns.reviewed(scope, project.id, 10)).toHaveLength(1);
    const outcome = { verdict: null, sentence: "Done.", gate: [], statistics: null };
    const end = { status: "done" as const, stopReason: null, outcome };
    const ended = await Promise.all([evalRuns.finish(run.id, end), evalRuns.finish(run.id, end)]);
    expect(ended.toSorted()).toEqual([false, true]);
    expect(await evalRuns.putResult(unit, result("b"), spent)).toBe(false);
    const page = await evalRuns.results(scope, project.id, run.id, { limit: 1 });
    const rest = await evalRuns.results(scope, project.id, run.id, {
      limit: 5,
      cursor: page.nextCursor ?? "",
    });
    expect([...page.items, ...rest.items].map(({ side }) => side).toSorted()).toEqual([
      "baseline",
      "candidate",
    ]);
    const stranger = await aScope(db.store);
    expect(await evalRuns.get(stranger, project.id, run.id)).toBeNull();
    expect(await evalRuns.allResults(stranger, project.id, run.id)).toEqual([]);
    expect(await evalRuns.getResult(stranger, project.id, run.id, given.id)).toBeNull();
  });

  test("a cancelled run takes nothing more, and its holders hear of it", async () => {
    const { evalRuns } = db.store;
    const { scope, project, run } = await aRun();
    const unit = await claim(run.id, "l", Date.now());
    if (!unit) throw new Error("not held");
    expect(await evalRuns.cancel(scope, project.id, run.id, "Stopped")).toMatchObject({
      status: "cancelled",
      stopReason: "Stopped",
    });
    expect(await evalRuns.renew("l", Date.now() + 1_000)).toEqual([run.id]);
    expect(await evalRuns.putResult(unit, result("a"), spent)).toBe(false);
    expect(await claim(run.id, "m", Date.now())).toBeNull();
    expect((await evalRuns.active(100)).map(({ id }) => id)).not.toContain(run.id);
  });

  test("runs are bounded: unfinished ones refused, finished ones forgotten; all go with their project", async () => {
    const { evalRuns } = db.store;
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const input = { projectId: project.id, setId: newId(), authorId: scope.userId, spec: spec(), total: 1 };
    const few = { activeLimit: 1, keep: 2 };
    const end = { status: "done" as const, stopReason: null, outcome: null };
    for (let i = 0; i < 4; i++) {
      const run = await evalRuns.create(scope, input, few);
      await expect(evalRuns.create(scope, input, few)).rejects.toMatchObject({ code: "limit_reached" });
      await evalRuns.finish(run?.id ?? "", end);
    }
    expect((await evalRuns.list(scope, project.id, { limit: 10 })).items).toHaveLength(2);
    await db.store.projects.remove(scope, project.id);
    expect((await evalRuns.list(scope, project.id, { limit: 10 })).items).toEqual([]);
  });
});
