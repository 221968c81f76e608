/** Projects to be tested, with the loops of runs and of reading going. */
import { afterAll, beforeAll, beforeEach } from "vitest";
import { startEvals, stopEvals } from "@/lib/evals";
import { startReading, stopReading } from "@/lib/knowledge/jobs/loop";
import { type Person, setVariables, signUp } from "./api";
import { chatBench, createProject } from "./chat";
import { type JudgeServer, startJudgeServer } from "./judge-server";
import { addPrompt, data } from "./project-calls";

/** A case that is answered with `text`. */
export const says = (text: string, checks: object[] = [], more: object = {}) => ({
  question: `[[say]] ${text}`,
  checks,
  ...more,
});

/** Call it where `chatBench` may be called. `project` makes one with a prompt. */
export function evalBench() {
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
  return { bench, token, project };
}

export type JudgeBench = { server: JudgeServer; me: Person };

/** A provider that answers questions as `answer` says and judges as its script says. */
export function judgeBench(answer: (question: string) => string): JudgeBench {
  const bench = {} as JudgeBench;
  let undo = () => {};
  beforeAll(async () => {
    bench.server = await startJudgeServer();
    undo = setVariables({ OPENAI_BASE_URL: bench.server.url, OPENAI_API_KEY: "sk-test" });
    bench.me = await signUp();
    startEvals();
  });
  afterAll(async () => {
    await stopEvals();
    undo();
    await bench.server.close();
  });
  beforeEach(() => {
    bench.server.calls.length = 0;
    bench.server.script.answer = answer;
  });
  return bench;
}
