import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startEvals, startNightly, stopEvals } from "@/lib/evals";
import { startReading, stopReading } from "@/lib/knowledge/jobs/loop";
import type { EvalRun } from "@/lib/schemas";
import { setVariables, signUp } from "../support/api";
import { chatBench, createProject, eventually, putProject } from "../support/chat";
import { onEachEngine } from "../support/engines";
import * as evals from "../support/eval-calls";
import { resultsOf, runToEnd, setWith } from "../support/eval-calls";
import { give, results } from "../support/knowledge";
import { addPrompt, data, failure, getProject, updatePrompt } from "../support/project-calls";
import { makeRelease, publications, setLive } from "../support/release-calls";

onEachEngine(() => {
  const bench = chatBench();
  beforeAll(startEvals);
  beforeAll(startReading);
  afterAll(stopReading);
  afterAll(stopEvals);
  const token = () => bench.me.token;
  const project = async () => {
    const projectId = await createProject(bench.me, {});
    const added = data(await addPrompt(token(), projectId, { content: "Be kind." }));
    return { projectId, promptId: added.prompt.id as string };
  };
  const says = (text: string, checks: object[] = [], more: object = {}) => ({
    question: `[[say]] ${text}`,
    checks,
    ...more,
  });

  describe("test sets and cases", () => {
    it("are made, changed by revisions, and removed", async () => {
      const { projectId } = await project();
      const { setId, ids } = await setWith(token(), projectId, [
        says("Hello", [{ type: "contains", value: "hello" }], { tags: ["a"] }),
        {
          question: "Two",
          turns: [
            { role: "user", content: "One" },
            { role: "assistant", content: "1" },
          ],
        },
      ]);
      const [first = ""] = ids;
      const before = data(await evals.testSet("GET")(token(), setId)).testSet;
      expect(before).toMatchObject({ name: "Basics", cases: 2, gate: null, nightly: false });
      const read = data(await evals.testCase("GET")(token(), first)).case;
      expect(read).toMatchObject({
        name: "[[say]] Hello",
        revision: 1,
        checks: [{ type: "contains", all: ["hello"], required: true }],
      });
      const changed = await evals.testCase("PUT")(token(), first, { question: "Other", revision: 1 });
      expect(data(changed).case).toMatchObject({ question: "Other", revision: 2, tags: ["a"] });
      const stale = await evals.testCase("PUT")(token(), first, { question: "Late", revision: 1 });
      expect(failure(stale)[1]).toBe("stale_edit");
      expect(data(await evals.testSet("GET")(token(), setId)).testSet.revision).not.toBe(before.revision);
      const renamed = await evals.testSet("PATCH")(token(), setId, { name: "More", gate: {} });
      expect(data(renamed).testSet).toMatchObject({ name: "More", gate: { enabled: true } });
      expect((await evals.testCase("DELETE")(token(), first)).status).toBe(200);
      expect(data(await evals.cases("GET")(token(), setId)).cases).toHaveLength(1);
      expect(data(await evals.sets("GET")(token(), projectId))).toMatchObject({ nextCursor: null });
      expect((await evals.testSet("DELETE")(token(), setId)).status).toBe(200);
      expect((await evals.testCase("GET")(token(), ids[1] ?? "")).status).toBe(404);
    });

    it("say what is wrong with them", async () => {
      const { projectId } = await project();
      const { setId } = await setWith(token(), projectId, []);
      const answer = async (checks: object[]) =>
        (await evals.cases("POST")(token(), setId, { question: "x", checks })).body.errors[0].path;
      expect(await answer([{ type: "regex", pattern: "(?=a)" }])).toBe("checks.0.pattern");
      expect(await answer([{ type: "json", schema: { $ref: "#" } }])).toBe("checks.0.schema");
      expect(await answer([{ type: "no-such" }])).toMatch(/^checks\.0/);
      expect((await evals.cases("POST")(token(), setId, {})).body.errors[0].path).toBe("question");
      expect((await evals.sets("POST")(token(), projectId, { name: " " })).status).toBe(400);
    });

    it("are somebody's own", async () => {
      const { projectId } = await project();
      const { setId, ids } = await setWith(token(), projectId, [says("x")]);
      const run = await runToEnd(token(), projectId, { testSetId: setId, candidate: "draft" });
      const other = (await signUp()).token;
      const mine = await createProject({ ...bench.me, token: other }, {});
      for (const answer of [
        await evals.sets("GET")(other, projectId),
        await evals.testSet("GET")(other, setId),
        await evals.cases("POST")(other, setId, says("y")),
        await evals.testCase("DELETE")(other, ids[0] ?? ""),
        await evals.startRun(other, projectId, { testSetId: setId, candidate: "draft" }),
        await evals.startRun(other, mine, { testSetId: setId, candidate: "draft" }),
        await evals.getRun(other, projectId, run.id),
        await evals.getRun(other, mine, run.id),
        await evals.cancelRun(other, mine, run.id),
        await evals.listResults(other, mine, run.id),
      ]) {
        expect(answer.status).toBe(404);
      }
    });
  });

  describe("runs", () => {
    it("ask draft and live, interleaved, and say what they found", async () => {
      const { projectId, promptId } = await project();
      await makeRelease(token(), projectId);
      await setLive(token(), projectId, 1);
      await updatePrompt(token(), projectId, promptId, { content: "Be kinder." });
      const { setId } = await setWith(token(), projectId, [
        says("The answer is 42", [{ type: "contains", value: "42" }]),
        says("No", [{ type: "equals", value: "No" }, { type: "finish" }]),
        says("Perhaps", [{ type: "contains", none: ["perhaps"] }]),
      ]);
      const before = bench.provider.chats().length;
      const started = await evals.startRun(token(), projectId, {
        testSetId: setId,
        candidate: "draft",
        repeats: 2,
      });
      expect(started.status).toBe(202);
      expect(started.body.data.run).toMatchObject({ status: "queued", progress: { done: 0, total: 12 } });
      const { id } = started.body.data.run;
      const run = data(await evals.getRun(token(), projectId, id, { wait: "30" })).run;
      expect(run).toMatchObject({
        status: "done",
        verdict: "same",
        progress: { done: 12, total: 12, errors: 0 },
        candidate: { kind: "draft" },
        baseline: { kind: "release", release: 1 },
        url: `/projects/${projectId}/tests/runs/${id}`,
      });
      expect(run.statistics).toMatchObject({ cases: 3, candidate: 2 / 3, baseline: 2 / 3, p: 1, errors: 0 });
      expect(run.gate.find(({ rule }: { rule: string }) => rule === "required").ok).toBe(false);
      expect(bench.provider.chats().length - before).toBe(12);
      const results = await resultsOf(token(), projectId, id);
      expect(results.map(({ side }) => side).toSorted()).toEqual([
        ...Array<string>(6).fill("baseline"),
        ...Array<string>(6).fill("candidate"),
      ]);
      expect(results[0]).toMatchObject({ output: "The answer is 42", verdict: "pass", finishReason: "stop" });
      const prompts = bench.provider
        .chats()
        .slice(before)
        .map(({ body }) => body?.messages?.[0]?.content);
      expect(prompts.filter((content) => content === "Be kinder.")).toHaveLength(6);
      const chats = data(
        await (await import("../support/api")).call(
          await import("@/app/api/projects/[projectId]/chats/route"),
          `GET /api/projects/${projectId}/chats`,
          { token: token(), params: { projectId } },
        ),
      ).chats;
      expect(chats).toEqual([]);
    });

    it("test a document without touching the draft", async () => {
      const { projectId } = await project();
      const { setId } = await setWith(token(), projectId, [says("Hi", [{ type: "words", max: 1 }])]);
      const before = data(await getProject(token(), projectId)).project;
      const document = {
        format: "chatbot-platform.project",
        version: 1,
        project: { name: "x", prompts: [{ role: "system", content: "From git." }] },
      };
      const run = await runToEnd(token(), projectId, { testSetId: setId, candidate: document });
      expect(run).toMatchObject({
        status: "done",
        verdict: null,
        candidate: { kind: "document" },
        baseline: null,
      });
      expect(bench.provider.chats().at(-1)?.body?.messages?.[0]?.content).toBe("From git.");
      expect(data(await getProject(token(), projectId)).project).toEqual(before);
    });

    it("count what a provider refuses as errors of nobody", async () => {
      const { projectId } = await project();
      const { setId } = await setWith(token(), projectId, [
        { question: "[[error-before status=400]]", checks: [{ type: "finish" }] },
      ]);
      const run = await runToEnd(token(), projectId, { testSetId: setId, candidate: "draft" });
      expect(run).toMatchObject({
        status: "done",
        progress: { errors: 1 },
        statistics: { errors: 1, cases: 0 },
      });
      const [result] = await resultsOf(token(), projectId, run.id);
      expect(result).toMatchObject({ verdict: "error", error: "Failed to generate AI response" });
    });

    it("end at once when they are cancelled, with the provider's requests", async () => {
      const { projectId } = await project();
      const { setId } = await setWith(token(), projectId, [
        { question: "[[stall-mid]] a" },
        { question: "[[stall-mid]] b" },
        { question: "[[stall-mid]] c" },
      ]);
      const mine = (request: { body: { messages?: { content: unknown }[] } | null }) =>
        String(request.body?.messages?.at(-1)?.content).includes("[[stall-mid]]");
      bench.provider.reset();
      const started = await evals.startRun(token(), projectId, { testSetId: setId, candidate: "draft" });
      const { id } = started.body.data.run;
      await eventually(() => bench.provider.chats().filter(mine).length === 2);
      const cancelled = data(await evals.cancelRun(token(), projectId, id)).run;
      expect(cancelled).toMatchObject({ status: "cancelled", stopReason: "Cancelled" });
      await eventually(() =>
        bench.provider
          .chats()
          .filter(mine)
          .every(({ abortedAt }) => abortedAt !== null),
      );
      expect(bench.provider.chats().filter(mine)).toHaveLength(2);
      expect(data(await evals.cancelRun(token(), projectId, id)).run.status).toBe("cancelled");
      expect(await resultsOf(token(), projectId, id)).toEqual([]);
    });

    it("obey their spend limit to within one call", async () => {
      const { projectId } = await project();
      const { setId } = await setWith(
        token(),
        projectId,
        Array.from({ length: 6 }, (_, i) => says(`${i}`)),
      );
      // Without prices every token counts as the dearest.
      const run = await runToEnd(token(), projectId, {
        testSetId: setId,
        candidate: "draft",
        maxCost: 0.000001,
      });
      expect(run).toMatchObject({ status: "cancelled", progress: { done: 1, total: 6 }, verdict: null });
      expect(run.stopReason).toContain("spend limit");
    });

    it("are refused without cases", async () => {
      const { projectId } = await project();
      const { setId } = await setWith(token(), projectId, []);
      const refused = await evals.startRun(token(), projectId, { testSetId: setId, candidate: "draft" });
      expect(failure(refused)[1]).toBe("validation_failed");
      const body = { testSetId: setId, candidate: "draft", repeats: 11 };
      expect((await evals.startRun(token(), projectId, body)).body.errors[0].path).toBe("repeats");
      expect((await evals.getRun(token(), projectId, "x")).status).toBe(404);
    });
  });

  describe("a gate", () => {
    it("lets only what was tested go live, or a reason", async () => {
      const { projectId, promptId } = await project();
      await makeRelease(token(), projectId);
      await setLive(token(), projectId, 1);
      const good = says("Fine", [{ type: "contains", value: "fine" }]);
      const { setId } = await setWith(token(), projectId, [good], { gate: { enabled: true } });
      await updatePrompt(token(), projectId, promptId, { content: "New." });
      await makeRelease(token(), projectId);
      const refused = await setLive(token(), projectId, 2);
      expect(failure(refused).slice(0, 2)).toEqual([409, "gate_failed"]);
      expect(refused.body.errors).toEqual([{ path: "gate.run", message: expect.stringContaining("Basics") }]);

      await runToEnd(token(), projectId, { testSetId: setId, candidate: 2 });
      expect((await setLive(token(), projectId, 2)).status).toBe(200);

      await evals.cases("POST")(token(), setId, says("Bad", [{ type: "contains", value: "good" }]));
      await putProject(bench.me, projectId, { settings: { temperature: 0.1 } });
      await makeRelease(token(), projectId);
      await runToEnd(token(), projectId, { testSetId: setId, candidate: 3 });
      const failed = await setLive(token(), projectId, 3);
      expect(failed.body.errors.map(({ path }: { path: string }) => path)).toEqual(["gate.required"]);
      expect((await setLive(token(), projectId, 1)).status).toBe(200);
      const forced = await setLive(token(), projectId, 3, { reason: "The case is wrong" });
      expect(data(forced).publication).toMatchObject({ override: { reason: "The case is wrong" } });
      expect(data(await publications(token(), projectId)).publications).toHaveLength(4);
      const { getRelease } = await import("../support/release-calls");
      expect(data(await getRelease(token(), projectId, 3)).release.gate.override.reason).toBe(
        "The case is wrong",
      );
    });
  });

  describe("what only tests know", () => {
    it("why cases changed, by experiment", async () => {
      const { projectId } = await project();
      await makeRelease(token(), projectId);
      await setLive(token(), projectId, 1);
      // The draft's answers are cut after a few words: its settings are part of its prompt.
      await putProject(bench.me, projectId, { settings: { model: "scripted-length", maxTokens: 2 } });
      const { setId } = await setWith(token(), projectId, [
        { question: "Plain words", checks: [{ type: "finish" }] },
      ]);
      const run = await runToEnd(token(), projectId, { testSetId: setId, candidate: "draft" });
      expect(run.statistics).toMatchObject({ regressed: 1, candidate: 0, baseline: 1 });
      const started = await evals.explainRun(token(), projectId, run.id);
      expect(started.status).toBe(202);
      const why = data(await evals.getRun(token(), projectId, started.body.data.run.id, { wait: "30" })).run;
      expect(why).toMatchObject({ kind: "why", status: "done", explains: run.id, verdict: null });
      expect(why.causes[0]).toMatchObject({
        cause: "model",
        rates: { baseline: 1, again: 1, prompt: 0, model: 0 },
      });
      expect((await evals.explainRun(token(), projectId, why.id)).status).toBe(400);
    });

    it("which cases removing a file breaks, and what goes for good", async () => {
      const { projectId } = await project();
      const text = "# Spares\n\nThe replacement filter has the number F-1187.";
      const file = await give(bench.me, projectId, "spares.md", text);
      const [passage] = await results(bench.me, projectId, "replacement filter");
      await makeRelease(token(), projectId);
      const { ids } = await setWith(token(), projectId, [
        { question: "Which filter?", checks: [{ type: "finds", hash: passage?.hash }] },
        { question: "Other", checks: [{ type: "finds", hash: "0000" }] },
      ]);
      const impact = data(await evals.impact(token(), projectId, file.id)).impact;
      expect(impact).toEqual({ cases: [expect.objectContaining({ id: ids[0] })], releases: [1] });
      const copy = await give(bench.me, projectId, "copy.md", text);
      expect(data(await evals.impact(token(), projectId, file.id)).impact.cases).toEqual([]);
      const removed = await evals.removeForever(token(), projectId, file.id);
      expect(data(removed)).toEqual({ unreplayable: [1] });
      const { getRelease } = await import("../support/release-calls");
      expect(data(await getRelease(token(), projectId, 1)).release.replayable).toBe(false);
      expect((await evals.impact(token(), projectId, file.id)).status).toBe(404);
      expect(copy.status).toBe("ready");
    });

    it("that unchanged content did worse at night", async () => {
      const { projectId } = await project();
      const { setId } = await setWith(
        token(),
        projectId,
        Array.from({ length: 6 }, (_, i) => ({
          question: `[[flip]] ${i}`,
          checks: [{ type: "contains", value: "said" }],
        })),
        { nightly: true },
      );
      const runs = async () => data(await evals.listRuns(token(), projectId)).runs as EvalRun[];
      const night = async (at: number) => {
        await startNightly(at);
        const [newest] = await runs();
        return data(await evals.getRun(token(), projectId, newest?.id ?? "", { wait: "30" })).run as EvalRun;
      };
      const now = Date.now();
      const first = await night(now);
      expect(first).toMatchObject({ kind: "nightly", status: "done", alarm: null, testSetId: setId });
      expect(await startNightly(now)).toBe(0);
      const undo = setVariables({ OPENAI_BASE_URL: `${bench.provider.url}/worse` });
      const second = await night(now + 25 * 3_600_000);
      undo();
      expect(second.id).not.toBe(first.id);
      expect(second.status).toBe("done");
    });
  });
});
