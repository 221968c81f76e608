import { givenAgain, tokensOfMessages, toSent } from "@/lib/chats";
import { notFound } from "@/lib/errors";
import type { CaseContent, ResultRequest } from "@/lib/schemas";
import { type EvalResultRecord, type EvalRunRecord, getStore, type Scope } from "@/lib/store";
import { requireRun } from "./runs";

/**
 * What the model received for one answer of a run, word for word, written again from what was kept.
 * @throws not_found, also for a result from before requests were kept and for one that was never asked
 */
export async function resultRequest(
  scope: Scope,
  projectId: string,
  runId: string,
  resultId: string,
): Promise<ResultRequest> {
  const { evalRuns, testSets } = await getStore();
  const run = await requireRun(scope, projectId, runId);
  const result = await evalRuns.getResult(scope, projectId, runId, resultId);
  if (!result) throw notFound("Result");
  const { caseId: id, caseRevision: revision } = result;
  const [found] = await testSets.revisions(scope, projectId, [{ id, revision }]);
  const request = found && (await requestOf(scope, run, result, found.content));
  if (!request) throw notFound("Request");
  return request;
}

/** Null when something of it is gone. */
export async function requestOf(
  scope: Scope,
  run: EvalRunRecord,
  { side: key, request: kept, passages }: EvalResultRecord,
  content: CaseContent,
): Promise<ResultRequest | null> {
  const side = run.spec.sides.find((one) => one.key === key);
  if (!side || !kept) return null;
  const config = await (await getStore()).configs.get(scope, run.projectId, side.configId);
  if (!config) return null;
  const given = {
    messages: [...content.turns, { role: "user" as const, content: content.question }],
    variables: content.variables,
  };
  const sources = passages.map(({ rank, filename, text, heading = [], location = {} }) => {
    return { number: rank, filename, text, heading, location };
  });
  const messages = givenAgain(config, given, kept, sources);
  const { temperature, maxTokens } = config.settings;
  return {
    model: side.model,
    temperature,
    maxTokens,
    messages: messages.map((message) => toSent(run.projectId, message)),
    promptTokens: tokensOfMessages(messages),
    configId: config.id,
  };
}
