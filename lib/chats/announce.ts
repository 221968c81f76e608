import { setTimeout as wait } from "node:timers/promises";
import { type Maker, scopeOf } from "@/lib/auth";
import { type RunHandle, startRunSweeper } from "@/lib/chats/run";
import { announce } from "@/lib/feed";
import { keepAlive } from "@/lib/platform";
import type { Usage } from "@/lib/schemas";
import { getStore } from "@/lib/store";
import { tellWebhooks } from "@/lib/webhooks";
import { toChat } from "./shapes";

/** Tells a user's open pages how a chat stands now. In the background. */
export function announceChat(ownerId: string, chatId: string): void {
  keepAlive(tell(ownerId, chatId));
}

/** Tells that a reply has begun, and later that it has ended: to open pages, and to the project's webhooks. */
export function announceRun(ownerId: string, run: RunHandle & { maker: Maker }): void {
  keepAlive(tellBeginning(ownerId, run));
  keepAlive(run.outcome.then(() => tell(ownerId, run.chatId)));
  const { runId, chatId, messageId, maker } = run;
  const ended = { runId, chatId, messageId, projectId: maker.projectId };
  keepAlive(
    run.outcome.then(({ status, finishReason, model, usage }) =>
      tellReply({ ...ended, status, finishReason, model, usage }),
    ),
  );
}

/** News of beginnings wait so long: of many replies that begin at once, all begin before the first is told of. Milliseconds. */
const AFTER_START_MS = 100;

/** A reply that is over by then is told of as such, and only once. */
async function tellBeginning(ownerId: string, { chatId, outcome }: RunHandle): Promise<void> {
  const over = await Promise.race([outcome.then(() => true), wait(AFTER_START_MS, false)]);
  if (!over) await tell(ownerId, chatId);
}

type EndedReply = {
  runId: string;
  projectId: string;
  chatId: string;
  messageId: string;
  status: string;
  finishReason: string;
  model: string;
  usage: Usage | null;
};

export function tellReply({ runId, projectId, usage, ...data }: EndedReply): Promise<void> {
  const tokens = {
    promptTokens: usage?.prompt_tokens ?? null,
    completionTokens: usage?.completion_tokens ?? null,
  };
  return tellWebhooks({ projectId, type: "reply.finished", key: runId, data: { ...data, ...tokens } });
}

async function tell(ownerId: string, chatId: string): Promise<void> {
  const store = await getStore();
  const chat = await store.chats.get(scopeOf({ userId: ownerId }), chatId);
  if (chat) await announce(ownerId, chat.projectId, { type: "chat", chat: toChat(chat) });
}

/** At boot: replies whose process is gone are ended from now on. */
export function watchOverRuns(): void {
  startRunSweeper((run) => {
    announceChat(run.ownerId, run.chatId);
    const stopped = run.stopRequestedAt !== null;
    const { id: runId, projectId, chatId, messageId, model } = run;
    const status = stopped ? "stopped" : "interrupted";
    const finishReason = stopped ? "stopped" : "other";
    keepAlive(tellReply({ runId, projectId, chatId, messageId, model, status, finishReason, usage: null }));
  });
}
