/** Short ways to call the routes of test sets, cases and runs. */
import * as caseRoute from "@/app/api/cases/[caseId]/route";
import * as caseOfMessage from "@/app/api/chats/[chatId]/messages/[messageId]/case/route";
import * as feedbackRoute from "@/app/api/chats/[chatId]/messages/[messageId]/feedback/route";
import * as cancelRoute from "@/app/api/projects/[projectId]/eval-runs/[runId]/cancel/route";
import * as reviewRoute from "@/app/api/projects/[projectId]/eval-runs/[runId]/results/[resultId]/review/route";
import * as resultsRoute from "@/app/api/projects/[projectId]/eval-runs/[runId]/results/route";
import * as runRoute from "@/app/api/projects/[projectId]/eval-runs/[runId]/route";
import * as whyRoute from "@/app/api/projects/[projectId]/eval-runs/[runId]/why/route";
import * as runsRoute from "@/app/api/projects/[projectId]/eval-runs/route";
import * as impactRoute from "@/app/api/projects/[projectId]/files/[fileId]/impact/route";
import * as fileRoute from "@/app/api/projects/[projectId]/files/[fileId]/route";
import * as setsRoute from "@/app/api/projects/[projectId]/test-sets/route";
import * as casesRoute from "@/app/api/test-sets/[setId]/cases/route";
import * as setRoute from "@/app/api/test-sets/[setId]/route";
import type { EvalResult, EvalRun } from "@/lib/schemas";
import { type Answer, call, type Handlers } from "./api";

type Token = string | undefined;
const given = (body: unknown) => (body === undefined ? {} : { body });

export const sets = (method: string) => (token: Token, projectId: string, body?: unknown) =>
  call(setsRoute, `${method} /api/projects/${projectId}/test-sets`, {
    token,
    params: { projectId },
    ...given(body),
  });
export const testSet = (method: string) => (token: Token, setId: string, body?: unknown) =>
  call(setRoute, `${method} /api/test-sets/${setId}`, { token, params: { setId }, ...given(body) });
export const cases = (method: string) => (token: Token, setId: string, body?: unknown) =>
  call(casesRoute, `${method} /api/test-sets/${setId}/cases`, { token, params: { setId }, ...given(body) });
export const testCase = (method: string) => (token: Token, caseId: string, body?: unknown) =>
  call(caseRoute, `${method} /api/cases/${caseId}`, { token, params: { caseId }, ...given(body) });

export const startRun = (token: Token, projectId: string, body: object) =>
  call(runsRoute, `POST /api/projects/${projectId}/eval-runs`, { token, params: { projectId }, body });
export const listRuns = (token: Token, projectId: string) =>
  call(runsRoute, `GET /api/projects/${projectId}/eval-runs`, { token, params: { projectId } });

const ofRun =
  (route: Handlers, method: string, rest: string) =>
  (token: Token, projectId: string, runId: string, query: Record<string, string> = {}): Promise<Answer> =>
    call(route, `${method} /api/projects/${projectId}/eval-runs/${runId}${rest}`, {
      token,
      params: { projectId, runId },
      query,
    });
export const getRun = ofRun(runRoute, "GET", "");
export const cancelRun = ofRun(cancelRoute, "POST", "/cancel");
export const explainRun = ofRun(whyRoute, "POST", "/why");
export const listResults = ofRun(resultsRoute, "GET", "/results");

export const review = (token: Token, projectId: string, runId: string, resultId: string, body: object) =>
  call(reviewRoute, `PUT /api/projects/${projectId}/eval-runs/${runId}/results/${resultId}/review`, {
    token,
    params: { projectId, runId, resultId },
    body,
  });

/** A set with cases, one for each of the given bodies. */
export async function setWith(token: Token, projectId: string, bodies: object[], more: object = {}) {
  const made = await sets("POST")(token, projectId, { name: "Basics", ...more });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const setId = made.body.data.testSet.id as string;
  const ids: string[] = [];
  for (const body of bodies) {
    const added = await cases("POST")(token, setId, body);
    if (added.status !== 201) throw new Error(JSON.stringify(added.body));
    ids.push(added.body.data.case.id);
  }
  return { setId, ids };
}

/** Starts a run and waits for its end. */
export async function runToEnd(token: Token, projectId: string, body: object): Promise<EvalRun> {
  const started = await startRun(token, projectId, body);
  if (started.status !== 202) throw new Error(JSON.stringify(started.body));
  const ended = await getRun(token, projectId, started.body.data.run.id, { wait: "30" });
  return ended.body.data.run;
}

export const resultsOf = async (token: Token, projectId: string, runId: string): Promise<EvalResult[]> =>
  (await listResults(token, projectId, runId, { limit: "100" })).body.data.results;

export const impact = (token: Token, projectId: string, fileId: string) =>
  call(impactRoute, `GET /api/projects/${projectId}/files/${fileId}/impact`, {
    token,
    params: { projectId, fileId },
  });
export const removeForever = (token: Token, projectId: string, fileId: string) =>
  call(fileRoute, `DELETE /api/projects/${projectId}/files/${fileId}`, {
    token,
    params: { projectId, fileId },
    query: { forever: "true" },
  });

const onMessage =
  (route: Handlers, method: string, rest: string) =>
  (token: Token, chatId: string, messageId: string, body: object): Promise<Answer> =>
    call(route, `${method} /api/chats/${chatId}/messages/${messageId}/${rest}`, {
      token,
      params: { chatId, messageId },
      body,
    });
export const feedback = onMessage(feedbackRoute, "PUT", "feedback");
export const caseFrom = onMessage(caseOfMessage, "POST", "case");
