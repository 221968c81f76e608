import { describe, expect, it } from "vitest";
import { putProject } from "../support/chat";
import { onOneEngine } from "../support/engines";
import { evalBench, says } from "../support/eval-bench";
import * as evals from "../support/eval-calls";
import { runToEnd, setWith } from "../support/eval-calls";
import { give, results } from "../support/knowledge";
import { data, failure, updatePrompt } from "../support/project-calls";
import { makeRelease, publications, setLive } from "../support/release-calls";

onOneEngine(() => {
  const { bench, token, project } = evalBench();

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
  });
});
