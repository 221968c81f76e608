import { afterEach, beforeAll, expect, it, vi } from "vitest";
import * as auditRoute from "@/app/api/admin/audit/route";
import { scopeOf } from "@/lib/auth/scope";
import { startEvals, startNightly, stopEvals } from "@/lib/evals";
import { drainQueue } from "@/lib/evals/runs/worker";
import { getStore } from "@/lib/store";
import { call, setVariables } from "../support/api";
import { chatBench, createProject, eventually, putProject } from "../support/chat";
import { onOneEngine } from "../support/engines";
import * as evals from "../support/eval-calls";
import { resultsOf, runToEnd, setWith } from "../support/eval-calls";
import { addPrompt, data, failure, updatePrompt } from "../support/project-calls";
import { getRelease, makeRelease, setLive } from "../support/release-calls";

type Asked = { body: { messages?: { content: unknown }[] } | null };
const PRICES = JSON.stringify({ "gpt-4o-mini": { prompt: 1_000_000, completion: 1_000_000 } });

onOneEngine(() => {
  const bench = chatBench({ EMBEDDING_MODEL: "text-embedding-3-small", MODEL_PRICES: PRICES });
  const token = () => bench.me.token;
  beforeAll(startEvals);
  afterEach(async () => {
    vi.restoreAllMocks();
    startEvals();
  });
  const says = (text: string, checks: object[] = [], more: object = {}) => ({
    question: `[[say]] ${text}`,
    checks,
    ...more,
  });
  /** v1 is live, and the set's gate stands. */
  const gated = async (cases: object[], gate: object = { enabled: true }) => {
    const projectId = await createProject(bench.me, { model: "gpt-4o-mini" });
    const { prompt } = data(await addPrompt(token(), projectId, { content: "Be kind." }));
    await makeRelease(token(), projectId);
    await setLive(token(), projectId, 1);
    const { setId } = await setWith(token(), projectId, cases, { gate });
    await updatePrompt(token(), projectId, prompt.id, { content: "Be short." });
    await makeRelease(token(), projectId);
    return { projectId, setId };
  };
  const refusals = (answer: { body: { errors?: { path: string }[] } }) =>
    (answer.body.errors ?? []).map(({ path }) => path);
  const askedFor = (text: string) =>
    bench.provider
      .chats()
      .filter((request: Asked) => String(request.body?.messages?.at(-1)?.content).includes(text));

  it("a slice ends after its time, and whoever asks next goes on where it stopped", async () => {
    const projectId = await createProject(bench.me, { model: "gpt-4o-mini" });
    const questions = Array.from({ length: 6 }, (_, i) => says(`slice ${i}`));
    const { setId } = await setWith(token(), projectId, questions);
    await stopEvals();
    const { run } = data(await evals.startRun(token(), projectId, { testSetId: setId, candidate: "draft" }));
    const { evalRuns } = await getStore();
    const scope = scopeOf({ userId: bench.me.id });
    const done = async () => (await evalRuns.get(scope, projectId, run.id))?.done ?? 0;
    expect(await done(), "nobody works").toBe(0);
    // Where functions end with their requests nothing works but what a request holds.
    const undo = setVariables({ VERCEL: "1", MONGODB_URI: "mongodb://not.used" });
    startEvals();
    const slices: number[] = [];
    while ((await evalRuns.get(scope, projectId, run.id))?.status !== "done") {
      const before = await done();
      // Each slice is over before its second unit: two workers, one unit each at most.
      const clock = vi.spyOn(Date, "now");
      const began = Date.now();
      let looks = 0;
      clock.mockImplementation(() => (looks++ > 40 ? began + 60_000 : began));
      await drainQueue(1_000);
      clock.mockRestore();
      slices.push((await done()) - before);
      if (slices.length > 50) throw new Error("It does not go on");
    }
    undo();
    expect(slices.length).toBeGreaterThan(1);
    expect(await done()).toBe(6);
    expect(askedFor("slice ")).toHaveLength(6);
  });

  it("cancelling ends the provider's requests itself, without waiting for the next renewal of leases", async () => {
    const projectId = await createProject(bench.me, { model: "gpt-4o-mini" });
    const { setId } = await setWith(token(), projectId, [{ question: "[[stall-mid]] here" }]);
    const { evalRuns } = await getStore();
    vi.spyOn(evalRuns, "renew").mockRejectedValue(new Error("away"));
    const { run } = data(await evals.startRun(token(), projectId, { testSetId: setId, candidate: "draft" }));
    await eventually(() => askedFor("here").length === 1);
    await evals.cancelRun(token(), projectId, run.id);
    await eventually(() => askedFor("here").every(({ abortedAt }) => abortedAt !== null));
  });

  it("what another process cancelled ends here as well", async () => {
    const projectId = await createProject(bench.me, { model: "gpt-4o-mini" });
    const { setId } = await setWith(token(), projectId, [{ question: "[[stall-mid]] there" }]);
    const { run } = data(await evals.startRun(token(), projectId, { testSetId: setId, candidate: "draft" }));
    await eventually(() => askedFor("there").length === 1);
    const { evalRuns } = await getStore();
    await evalRuns.cancel(scopeOf({ userId: bench.me.id }), projectId, run.id, "Cancelled");
    await eventually(() => askedFor("there").every(({ abortedAt }) => abortedAt !== null));
  });

  it("a spend limit counts over all units, and is passed by one call at most", async () => {
    const projectId = await createProject(bench.me, { model: "gpt-4o-mini" });
    const questions = Array.from({ length: 6 }, (_, i) => says(`dear ${i}`));
    const { setId } = await setWith(token(), projectId, questions);
    const free = await runToEnd(token(), projectId, { testSetId: setId, candidate: "draft" });
    const each = (free.cost ?? 0) / 6;
    expect(each).toBeGreaterThan(1);
    const before = askedFor("dear ").length;
    const limited = { testSetId: setId, candidate: "draft", maxCost: each * 2.5 };
    const run = await runToEnd(token(), projectId, limited);
    expect(run).toMatchObject({ status: "cancelled", progress: { done: 3, total: 6 } });
    expect(run.stopReason).toContain("spend limit");
    expect(askedFor("dear ").length - before).toBe(3);
    expect(run.cost).toBeCloseTo(each * 3, 5);
  });

  it("`similar` compares vectors, and is skipped without a model of them", async () => {
    const projectId = await createProject(bench.me, { model: "gpt-4o-mini" });
    const same = "The filter has the number F-1187";
    const { setId } = await setWith(token(), projectId, [
      says(same, [{ type: "similar", value: same, threshold: 1 }]),
      says(same, [{ type: "similar", value: "Bananas grow in warm places", threshold: 0.999 }]),
    ]);
    const run = await runToEnd(token(), projectId, { testSetId: setId, candidate: "draft" });
    const verdicts = (await resultsOf(token(), projectId, run.id)).map(({ checks }) => checks[0]?.verdict);
    expect(verdicts).toEqual(["pass", "fail"]);
    const undo = setVariables({ EMBEDDING_MODEL: "" });
    const without = await runToEnd(token(), projectId, { testSetId: setId, candidate: "draft" });
    undo();
    const skipped = (await resultsOf(token(), projectId, without.id)).map(({ checks }) => checks[0]);
    expect(skipped).toEqual(
      Array(2).fill(expect.objectContaining({ verdict: "skipped", reason: "No embedding model is set" })),
    );
  });

  it("a gate wants a run of this content, under what answers now, that came to its end", async () => {
    const good = says("Fine", [{ type: "contains", value: "fine" }]);
    const { projectId, setId } = await gated([good, { question: "[[say]] second" }]);
    const publish = () => setLive(token(), projectId, 2);
    const body = { testSetId: setId, candidate: 2 };
    expect(refusals(await publish())).toEqual(["gate.run"]);
    // Other content.
    await runToEnd(token(), projectId, { ...body, candidate: 1, baseline: null });
    expect(refusals(await publish())).toEqual(["gate.run"]);
    // Some of the cases.
    const [first] = data(await evals.cases("GET")(token(), setId)).cases;
    await runToEnd(token(), projectId, { ...body, caseIds: [first.id] });
    expect(refusals(await publish())).toEqual(["gate.run"]);
    // Cut short.
    const cut = await runToEnd(token(), projectId, { ...body, maxCost: 0.000001 });
    expect(cut.status).toBe("cancelled");
    expect(refusals(await publish())).toEqual(["gate.run"]);
    // Another embedding model finds other passages.
    const undo = setVariables({ EMBEDDING_MODEL: "text-embedding-3-large" });
    await runToEnd(token(), projectId, body);
    undo();
    expect(refusals(await publish())).toEqual(["gate.run"]);
    await runToEnd(token(), projectId, body);
    const later = setVariables({ EMBEDDING_MODEL: "text-embedding-ada-002" });
    expect(refusals(await publish())).toEqual(["gate.run"]);
    later();
    const published = await setLive(token(), projectId, 2, { reason: "No need" });
    expect(data(published).publication).toMatchObject({ release: 2, override: null });
  });

  it("a night is no test for a gate, and a set whose gate is off says nothing", async () => {
    const { projectId, setId } = await gated([says("Fine", [{ type: "finish" }])]);
    expect(data(await setLive(token(), projectId, 2, { reason: "Now" })).liveRelease).toBe(2);
    await putProject(bench.me, projectId, { settings: { temperature: 0.3 } });
    await makeRelease(token(), projectId);
    await setLive(token(), projectId, 3, { reason: "Now" });
    await evals.testSet("PATCH")(token(), setId, { nightly: true });
    expect(await startNightly()).toBeGreaterThan(0);
    const [night] = data(await evals.listRuns(token(), projectId)).runs;
    await evals.getRun(token(), projectId, night.id, { wait: "30" });
    // The very content of v3, as another release.
    await makeRelease(token(), projectId);
    expect(refusals(await setLive(token(), projectId, 4))).toEqual(["gate.run"]);
    await evals.testSet("PATCH")(token(), setId, { gate: { enabled: false } });
    expect((await setLive(token(), projectId, 4)).status).toBe(200);
  });

  it("a gate holds cost against what the set wants at the moment of publishing", async () => {
    const { projectId, setId } = await gated(
      Array.from({ length: 9 }, (_, i) => says(`${i}`, [{ type: "finish" }])),
    );
    // Four times the words of the prompt before: dearer in every case.
    await addPrompt(token(), projectId, { content: "word ".repeat(40) });
    await makeRelease(token(), projectId);
    await runToEnd(token(), projectId, { testSetId: setId, candidate: 3 });
    const ratio = (maxCostRatio: number | null) =>
      evals.testSet("PATCH")(token(), setId, { gate: { enabled: true, maxCostRatio } });
    await ratio(1);
    expect(refusals(await setLive(token(), projectId, 3))).toEqual(["gate.cost"]);
    await ratio(null);
    expect((await setLive(token(), projectId, 3)).status).toBe(200);
  });

  it("an override stays on the release, in the log of publications and in the audit log", async () => {
    const { projectId } = await gated([says("Bad", [{ type: "contains", value: "good" }])]);
    expect(failure(await setLive(token(), projectId, 2))[1]).toBe("gate_failed");
    for (const reason of ["", " "]) {
      expect((await setLive(token(), projectId, 2, { reason })).body.errors[0].path).toBe("override.reason");
    }
    const reason = "The shop opens in an hour";
    expect(data(await setLive(token(), projectId, 2, { reason })).publication.override).toEqual({ reason });
    expect(data(await getRelease(token(), projectId, 2)).release.gate.override.reason).toBe(reason);
    const log = await call(auditRoute, "GET /api/admin/audit", {
      token: token(),
      query: { action: "gate.override", targetId: projectId },
    });
    expect(data(log).entries).toMatchObject([{ detail: { release: "v2", reason } }]);
  });
});
