import type { GenerationRequest } from "@/lib/ai";
import { passagesOfFiles, retrieve, untilRead } from "@/lib/knowledge";
import { log } from "@/lib/log";
import type { Source } from "@/lib/schemas";
import { KNOWLEDGE_DEFAULTS } from "@/lib/schemas/knowledge-settings";
import { getStore, type Scope } from "@/lib/store";
import { insertPassages, type PassagePlan, WORTHWHILE } from "../prompt/passage-plan";
import type { PreparedRequest } from "../run";

/** Passages of attached files that are searched because they do not fit. */
const ATTACHED_PASSAGES = 30;

/** What is searched for: a message, and the one before it as context. */
export type Question = { message: string; before: string | undefined };

/**
 * Looks the passages up and puts them into the last message, or the one at `before`. A failure costs the passages, not
 * the answer.
 */
export async function withPassages(
  scope: Scope,
  projectId: string,
  request: GenerationRequest,
  plan: PassagePlan,
  question: Question,
  signal: AbortSignal,
  before?: number,
): Promise<PreparedRequest> {
  const found: Source[] = [];
  try {
    found.push(...(await fromAttached(scope, projectId, plan, question, signal)));
    const left = plan.budget - found.reduce((sum, { tokens }) => sum + tokens, 0);
    if (left >= WORTHWHILE) found.push(...(await fromSearch(scope, projectId, plan, question, left)));
  } catch (err) {
    log().warn({ err, projectId }, "no passages: the search failed");
  }
  const once = [...new Map(found.map((source) => [`${source.fileId} ${source.ordinal}`, source])).values()];
  const sources = once.map((source, index) => ({ ...source, number: index + 1 }));
  return insertPassages(request, sources, plan.fence, before);
}

async function fromAttached(
  scope: Scope,
  projectId: string,
  { attached, budget, chatId }: PassagePlan,
  { message, before }: Question,
  signal: AbortSignal,
): Promise<Source[]> {
  if (attached.length === 0) return [];
  const store = await getStore();
  await untilRead(store, scope, projectId, attached, signal);
  const options = { limit: ATTACHED_PASSAGES, tokenBudget: budget, context: before, chatId };
  return passagesOfFiles(store, scope, projectId, attached, message, options);
}

async function fromSearch(
  scope: Scope,
  projectId: string,
  { within, limit, searchBudget, segmentIds, chatId }: PassagePlan,
  { message, before }: Question,
  left: number,
): Promise<Source[]> {
  if (within?.length === 0) return [];
  const options = {
    limit,
    chatId,
    tokenBudget: Math.min(left, searchBudget),
    context: before,
    // Who wants fewer passages than usual gets no more.
    whole: limit >= KNOWLEDGE_DEFAULTS.passages,
    ...(within ? { fileIds: within } : {}),
    ...(segmentIds ? { segmentIds } : {}),
  };
  return (await retrieve(await getStore(), scope, projectId, message, options)).sources;
}
