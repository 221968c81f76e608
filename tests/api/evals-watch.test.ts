import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import * as usageRoute from "@/app/api/usage/route";
import { startEvals, startNightly, stopEvals } from "@/lib/evals";
import type { EvalRun } from "@/lib/schemas";
import { call, type Person, setVariables, signUp } from "../support/api";
import { createProject, deleteProject, eventually } from "../support/chat";
import { onEachEngine } from "../support/engines";
import * as evals from "../support/eval-calls";
import { runToEnd, setWith } from "../support/eval-calls";
import { type JudgeServer, startJudgeServer } from "../support/judge-server";
import { addPrompt, data, updatePrompt } from "../support/project-calls";

const DAY_MS = 24 * 3_600_000;

onEachEngine(() => {
  let server: JudgeServer;
  let me: Person;
  let undo = () => {};
  beforeAll(async () => {
    server = await startJudgeServer();
    undo = setVariables({ OPENAI_BASE_URL: server.url, OPENAI_API_KEY: "sk-test" });
    me = await signUp();
    startEvals();
  });
  afterAll(async () => {
    await stopEvals();
    undo();
    await server.close();
  });
  beforeEach(() => {
    server.script.answer = (question) => `Sure: ${question}`;
  });
  const nightlySet = async () => {
    const projectId = await createProject(me, { model: "m" });
    const { prompt } = data(await addPrompt(me.token, projectId, { content: "Be kind." }));
    const questions = Array.from({ length: 8 }, (_, i) => ({
      question: `${i}`,
      checks: [{ type: "contains", value: "sure" }],
    }));
    const { setId } = await setWith(me.token, projectId, questions, { nightly: true });
    return { projectId, setId, promptId: prompt.id as string };
  };
  const night = async (projectId: string, at: number): Promise<EvalRun> => {
    expect(await startNightly(at)).toBeGreaterThan(0);
    const [newest] = data(await evals.listRuns(me.token, projectId)).runs as EvalRun[];
    return data(await evals.getRun(me.token, projectId, newest?.id ?? "", { wait: "30" })).run;
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
    server.script.answer = () => "No";
    const second = await night(projectId, now + 25 * 3_600_000);
    expect(second.alarm).toMatch(/nothing here changed.*provider/i);
    // It lasts until the answers are as good as they were.
    expect((await night(projectId, now + 2 * DAY_MS + 2 * 3_600_000)).alarm).toMatch(/provider/);
    // A changed prompt is somebody's doing: nothing to compare with.
    await updatePrompt(me.token, projectId, promptId, { content: "Be kinder." });
    expect((await night(projectId, now + 3 * DAY_MS + 3 * 3_600_000)).alarm).toBeNull();
    await evals.testSet("PATCH")(me.token, setId, { nightly: false });
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
      data(await call(usageRoute, "GET /api/usage", { token: me.token })).usage.tests ?? [],
    ).not.toContainEqual(expect.objectContaining({ projectId }));
  });

  it("ends with the project or the account that it tests, and goes on without the set", async () => {
    let asked = 0;
    const held: (() => void)[] = [];
    server.script.hold = () => {
      asked += 1;
      return new Promise<void>((resolve) => held.push(resolve));
    };
    const projectId = await createProject(me, { model: "m" });
    const { setId } = await setWith(me.token, projectId, [{ question: "a" }, { question: "b" }]);
    const body = { testSetId: setId, candidate: "draft" };
    const { id } = (await evals.startRun(me.token, projectId, body)).body.data.run;
    await eventually(() => asked === 2);
    expect((await evals.testSet("DELETE")(me.token, setId)).status).toBe(200);
    for (const go of held.splice(0)) go();
    const run = data(await evals.getRun(me.token, projectId, id, { wait: "30" })).run;
    expect(run).toMatchObject({ status: "done", progress: { done: 2 } });

    const gone = await setWith(me.token, projectId, [{ question: "c" }]);
    asked = 0;
    await evals.startRun(me.token, projectId, { ...body, testSetId: gone.setId });
    await eventually(() => asked === 1);
    await deleteProject(me, projectId);
    await eventually(() => server.aborted > 0);
    server.script.hold = undefined;
    // Nothing of it holds up the others.
    const next = await createProject(me, { model: "m" });
    const fresh = await setWith(me.token, next, [{ question: "d" }]);
    const after = await runToEnd(me.token, next, { testSetId: fresh.setId, candidate: "draft" });
    expect(after.status).toBe("done");
  });

  it("takes double cancels, and cancels of what has ended, as they are", async () => {
    const projectId = await createProject(me, { model: "m" });
    const { setId } = await setWith(me.token, projectId, [{ question: "x" }]);
    const done = await runToEnd(me.token, projectId, { testSetId: setId, candidate: "draft" });
    const answers = await Promise.all([1, 2, 3].map(() => evals.cancelRun(me.token, projectId, done.id)));
    expect(answers.map(({ status, body }) => [status, body.data.run.status])).toEqual(
      Array(3).fill([200, "done"]),
    );
  });
});
