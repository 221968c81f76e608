import { setTimeout as wait } from "node:timers/promises";
import { type Maker, scopeOf } from "@/lib/auth";
import { type RunHandle, startRunSweeper } from "@/lib/chats/run";
import { announce } from "@/lib/feed";
import { keepAlive } from "@/lib/platform";
import { getStore } from "@/lib/store";
import { toChat } from "./shapes";

/** Tells a user's open pages how a chat stands now. In the background. */
export function announceChat(ownerId: string, chatId: string): void {
  keepAlive(tell(ownerId, chatId));
}

/** Tells open pages that a reply has begun, and later that it has ended. */
export function announceRun(ownerId: string, run: RunHandle & { maker: Maker }): void {
  keepAlive(tellBeginning(ownerId, run));
  keepAlive(run.outcome.then(() => tell(ownerId, run.chatId)));
}

/** News of beginnings wait so long: of many replies that begin at once, all begin before the first is told of. Milliseconds. */
const AFTER_START_MS = 100;

/** A reply that is over by then is told of as such, and only once. */
async function tellBeginning(ownerId: string, { chatId, outcome }: RunHandle): Promise<void> {
  const over = await Promise.race([outcome.then(() => true), wait(AFTER_START_MS, false)]);
  if (!over) await tell(ownerId, chatId);
}

async function tell(ownerId: string, chatId: string): Promise<void> {
  const store = await getStore();
  const chat = await store.chats.get(scopeOf({ userId: ownerId }), chatId);
  if (chat) await announce(ownerId, chat.projectId, { type: "chat", chat: toChat(chat) });
}

/** At boot: replies whose process is gone are ended from now on. */
export function watchOverRuns(): void {
  startRunSweeper((run) => announceChat(run.ownerId, run.chatId));
}
