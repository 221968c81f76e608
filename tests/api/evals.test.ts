import { describe, expect, it } from "vitest";
import { signUp } from "../support/api";
import { createProject, eventually } from "../support/chat";
import { onEachEngine } from "../support/engines";
import { evalBench, says } from "../support/eval-bench";
import * as evals from "../support/eval-calls";
import { resultsOf, runToEnd, setWith } from "../support/eval-calls";
import { expectGoodPlans } from "../support/mongo-plans";
import { data, failure, getProject, updatePrompt } from "../support/project-calls";
import { makeRelease, setLive } from "../support/release-calls";

onEachEngine(() => {
  expectGoodPlans();
  const { bench, token, project } = evalBench();

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
      const same = await evals.testCase("PUT")(token(), first, { question: "Other", revision: 2 });
      expect(data(same).case, "saved as it was").toEqual(data(changed).case);
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
      const near = { question: "x", checks: [{ type: "near", value: "a" }], tags: [""], reference: 3 };
      expect((await evals.cases("POST")(token(), setId, near)).body.errors).toEqual([
        { path: "reference", message: "Reference answer must be text" },
        { path: "checks.0.distance", message: "This is required" },
        { path: "tags.0", message: "A tag can't be empty" },
      ]);
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
      await evals.cases("POST")(token(), setId, { question: "One" });
      const others = { testSetId: setId, candidate: "draft", caseIds: ["0".repeat(24)] };
      expect((await evals.startRun(token(), projectId, others)).body.errors[0].path).toBe("caseIds");
    });
  });
});
