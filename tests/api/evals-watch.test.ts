import { expect, it } from "vitest";
import * as usageRoute from "@/app/api/usage/route";
import { startNightly } from "@/lib/evals";
import type { EvalRun } from "@/lib/schemas";
import { call, signUp } from "../support/api";
import { createProject, deleteProject, eventually } from "../support/chat";
import { onEachEngine } from "../support/engines";
import { judgeBench } from "../support/eval-bench";
import * as evals from "../support/eval-calls";
import { runToEnd, setWith } from "../support/eval-calls";
import { addPrompt, data, updatePrompt } from "../support/project-calls";

const DAY_MS = 24 * 3_600_000;

onEachEngine(() => {
  const bench = judgeBench((question) => `Sure: ${question}`);
  const nightlySet = async () => {
    const projectId = await createProject(bench.me, { model: "m" });
    const { prompt } = data(await addPrompt(bench.me.token, projectId, { content: "Be kind." }));
    const questions = Array.from({ length: 8 }, (_, i) => ({
      question: `${i}`,
      checks: [{ type: "contains", value: "sure" }],
    }));
    const { setId } = await setWith(bench.me.token, projectId, questions, { nightly: true });
    return { projectId, setId, promptId: prompt.id as string };
  };
  const night = async (projectId: string, at: number): Promise<EvalRun> => {
    expect(await startNightly(at)).toBeGreaterThan(0);
    const [newest] = data(await evals.listRuns(bench.me.token, projectId)).runs as EvalRun[];
    return data(await evals.getRun(bench.me.token, projectId, newest?.id ?? "", { wait: "30" })).run;
  };

  it("alarms when unchanged content does worse than the night before, and names the provider", async () => {
    const { projectId, setId, promptId } = await nightlySet();
    const now = Date.now();
    const first = await night(projectId, now);
    expect(first).toMatchObject({
      kind: "nightly",
      status: "done",
      alarm: null,
      testSetId: setId,
      repeats: 3,
    });
    expect(await startNightly(now)).toBe(0);
    bench.server.script.answer = () => "No";
    const second = await night(projectId, now + 25 * 3_600_000);
    expect(second.alarm).toMatch(/nothing here changed.*provider/i);
    // It lasts until the answers are as good as they were.
    expect((await night(projectId, now + 2 * DAY_MS + 2 * 3_600_000)).alarm).toMatch(/provider/);
    // A changed prompt is somebody's doing: nothing to compare with.
    await updatePrompt(bench.me.token, projectId, promptId, { content: "Be kinder." });
    expect((await night(projectId, now + 3 * DAY_MS + 3 * 3_600_000)).alarm).toBeNull();
    await evals.testSet("PATCH")(bench.me.token, setId, { nightly: false });
    expect(await startNightly(now + 6 * DAY_MS)).toBe(0);
  });

  it("counts what tests took apart from replies", async () => {
    const other = await signUp();
    const projectId = await createProject(other, { model: "m" });
    const { setId } = await setWith(other.token, projectId, [{ question: "Hi" }]);
    await runToEnd(other.token, projectId, { testSetId: setId, candidate: "draft", repeats: 2 });
    const answer = await call(usageRoute, "GET /api/usage", { token: other.token });
    const { usage } = data(answer);
    expect(usage.rows).toEqual([]);
    expect(usage.tests).toMatchObject([
      { projectId, projectName: "Project", runs: 1, answers: 2, cost: null },
    ]);
    expect(usage.tests[0].inputTokens).toBeGreaterThan(0);
    expect(
      data(await call(usageRoute, "GET /api/usage", { token: bench.me.token })).usage.tests ?? [],
    ).not.toContainEqual(expect.objectContaining({ projectId }));
  });

  it("ends with the project or the account that it tests, and goes on without the set", async () => {
    let asked = 0;
    const held: (() => void)[] = [];
    bench.server.script.hold = () => {
      asked += 1;
      return new Promise<void>((resolve) => held.push(resolve));
    };
    const projectId = await createProject(bench.me, { model: "m" });
    const { setId } = await setWith(bench.me.token, projectId, [{ question: "a" }, { question: "b" }]);
    const body = { testSetId: setId, candidate: "draft" };
    const { id } = (await evals.startRun(bench.me.token, projectId, body)).body.data.run;
    await eventually(() => asked === 2);
    expect((await evals.testSet("DELETE")(bench.me.token, setId)).status).toBe(200);
    for (const go of held.splice(0)) go();
    const run = data(await evals.getRun(bench.me.token, projectId, id, { wait: "30" })).run;
    expect(run).toMatchObject({ status: "done", progress: { done: 2 } });

    const gone = await setWith(bench.me.token, projectId, [{ question: "c" }]);
    asked = 0;
    await evals.startRun(bench.me.token, projectId, { ...body, testSetId: gone.setId });
    await eventually(() => asked === 1);
    await deleteProject(bench.me, projectId);
    await eventually(() => bench.server.aborted > 0);
    bench.server.script.hold = undefined;
    // Nothing of it holds up the others.
    const next = await createProject(bench.me, { model: "m" });
    const fresh = await setWith(bench.me.token, next, [{ question: "d" }]);
    const after = await runToEnd(bench.me.token, next, { testSetId: fresh.setId, candidate: "draft" });
    expect(after.status).toBe("done");
  });

  it("takes double cancels, and cancels of what has ended, as they are", async () => {
    const projectId = await createProject(bench.me, { model: "m" });
    const { setId } = await setWith(bench.me.token, projectId, [{ question: "x" }]);
    const done = await runToEnd(bench.me.token, projectId, { testSetId: setId, candidate: "draft" });
    const answers = await Promise.all(
      [1, 2, 3].map(() => evals.cancelRun(bench.me.token, projectId, done.id)),
    );
    expect(answers.map(({ status, body }) => [status, body.data.run.status])).toEqual(
      Array(3).fill([200, "done"]),
    );
  });
});
