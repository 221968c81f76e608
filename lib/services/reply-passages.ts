import { randomBytes } from "node:crypto";
import { type PassageFence, passagesMessage, sourcesOf, toSourcePart } from "@/lib/ai/passages";
import type { GenerationRequest, PromptMessage } from "@/lib/ai/types";
import { retrieve } from "@/lib/knowledge/retrieve";
import { log } from "@/lib/log";
import type { PreparedRequest } from "@/lib/runs";
import { KNOWLEDGE_DEFAULTS, type MessagePart, type Source } from "@/lib/schemas";
import { type ConfigRecord, getStore, type ProjectRecord, type Scope } from "@/lib/store";

/** Of the room that a model's window leaves, files get a third at most: the conversation needs the rest. */
const SHARE = 3;

export type PassagePlan = { fence: PassageFence; limit: number; budget: number };

/** Whether and how an answer of this project gets passages; null: not at all. */
export function planPassages(
  project: ProjectRecord,
  config: ConfigRecord,
  contextWindow: number,
): PassagePlan | null {
  const { enabled, passages, budget, only } = project.settings.knowledge ?? KNOWLEDGE_DEFAULTS;
  if (!enabled || (config.files.length === 0 && !only)) return null;
  const room = contextWindow - Math.min(project.settings.maxTokens, Math.floor(contextWindow / 2));
  const fence = { id: randomBytes(6).toString("hex"), only };
  return { fence, limit: passages, budget: Math.max(200, Math.min(budget, Math.floor(room / SHARE))) };
}

/** Looks the passages up and puts them before the last message. A failure costs the passages, not the answer. */
export async function withPassages(
  scope: Scope,
  projectId: string,
  request: GenerationRequest,
  plan: PassagePlan,
  question: { message: string; before: string | undefined },
): Promise<PreparedRequest> {
  let sources: Source[] = [];
  try {
    const store = await getStore();
    const options = { limit: plan.limit, tokenBudget: plan.budget, context: question.before };
    ({ sources } = await retrieve(store, scope, projectId, question.message, options));
  } catch (err) {
    log().warn({ err, projectId }, "no passages: the search failed");
  }
  return insertPassages(request, sources, plan.fence);
}

/** The same passages again for a reply that goes on from its own text. */
export function repeatPassages(
  request: GenerationRequest,
  parts: MessagePart[],
  fence: PassageFence,
): GenerationRequest {
  return insertPassages(request, sourcesOf(parts), fence).request;
}

function insertPassages(request: GenerationRequest, sources: Source[], fence: PassageFence): PreparedRequest {
  const messages = withPassagesMessage(request.messages, sources, fence);
  const demo = request.demo && {
    ...request.demo,
    only: fence.only,
    passages: sources.map((source) => ({
      mark: `[${source.number}]`,
      title: toSourcePart(source).title,
      text: source.text,
    })),
  };
  return {
    request: { ...request, messages, ...(demo ? { demo } : {}) },
    sources: sources.map(toSourcePart),
  };
}

/** Passages stand right before the message that they are for. */
export function withPassagesMessage(
  messages: PromptMessage[],
  sources: Source[],
  fence: PassageFence,
): PromptMessage[] {
  const content = passagesMessage(sources, fence);
  if (content === null) return messages;
  return [...messages.slice(0, -1), { role: "system", content }, ...messages.slice(-1)];
}
