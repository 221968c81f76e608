import { newId } from "@/lib/ids";
import { wait } from "@/lib/platform";
import type { FinishReason, MessagePart, Usage, VariableValues } from "@/lib/schemas";
import { getStore, type RequestRecord, type Scope } from "@/lib/store";
import { wakeWebhooks } from "@/lib/webhooks";
import { announceChat } from "./announce";
import { tellReply } from "./run";
import { titleFromMessage } from "./title";

export type Exchange = {
  projectId: string;
  /** Absent in the store: it is made. */
  chatId: string;
  newChat: boolean;
  parentId: string | null;
  messageId: string;
  question: string;
  answer: MessagePart[];
  usage: Usage;
  model: string;
  finishReason: FinishReason;
  request: RequestRecord;
  variables: VariableValues;
};

const LEASE_MS = 6_000;
const ATTEMPTS = 20;
const AGAIN_MS = 100;

/** Writes a question with its finished answer into a chat, and counts it. False when the chat or project is not there, or the chat is busy for long. */
export async function keepExchange(scope: Scope, exchange: Exchange): Promise<boolean> {
  const { projectId, chatId, newChat, parentId, messageId, question, model, request } = exchange;
  const { runs } = await getStore();
  const [runId, userMessageId, lease] = [newId(), newId(), newId()];
  for (let attempt = 1; ; attempt++) {
    const now = Date.now();
    const begun = await runs.begin(scope, {
      run: { id: runId, projectId, chatId, messageId, model, lease, leaseUntil: now + LEASE_MS },
      ...(newChat ? { newChat: { title: titleFromMessage(question) } } : {}),
      userMessage: {
        id: userMessageId,
        parentId,
        parts: [{ type: "text", text: question }],
        configId: request.configId,
      },
      assistantMessage: { parentId: userMessageId, parts: [], model, configId: request.configId, request },
      variables: exchange.variables,
      now,
    });
    if (begun === "missing") return false;
    if (begun === "started") break;
    if (attempt === ATTEMPTS) return false;
    await wait(AGAIN_MS);
  }
  const { answer: parts, usage, finishReason } = exchange;
  const message = { parts, usage, finishReason, model };
  const flush = { runId, lease, leaseUntil: Date.now() + LEASE_MS, events: [], message };
  const end = { ...flush, finish: { status: "complete" as const, usage } };
  const [result] = await runs.flush([end], tellReply);
  if (result?.told) wakeWebhooks();
  announceChat(scope.userId, chatId);
  return result?.accepted ?? false;
}
