import { forgetAtProvider } from "@/lib/ai";
import { recentSettings, scopeOfMaker } from "@/lib/auth";
import { announce } from "@/lib/feed";
import { newId } from "@/lib/ids";
import { log } from "@/lib/log";
import { afterCommit, wait } from "@/lib/platform";
import { LIMITS } from "@/lib/schemas";
import { getStore, type StaleChat } from "@/lib/store";

const DAY_MS = 24 * 60 * 60_000;
const CHECK_EVERY_MS = 10 * 60_000;
const FIRST_CHECK_MS = 60_000;
/** How long whoever deletes may be silent before another process goes on. */
const LEASE_MS = 5 * 60_000;
/** Chats that are looked up together. */
const SLICE = 20;
/** After each chat, in which others are served: the embedded engine works in this process. */
const REST_MS = 20;

/**
 * Deletes chats in which nothing was said for as long as the settings keep them, one after the other with a rest in
 * between; of several processes one does. How many were deleted.
 */
export async function expireChats(
  owner: string,
  now: number = Date.now(),
  restMs: number = REST_MS,
): Promise<number> {
  const { retentionDays } = await recentSettings();
  if (retentionDays === null) return 0;
  const { installation, chats } = await getStore();
  const before = now - retentionDays * DAY_MS;
  const begun = performance.now();
  let deleted = 0;
  for (;;) {
    const at = now + Math.round(performance.now() - begun);
    if (!(await installation.takeLease("retention", owner, at + LEASE_MS, at))) break;
    const stale = await chats.stale(before, SLICE);
    let gone = 0;
    for (const chat of stale) {
      if (await expire(chat, before)) gone += 1;
      await wait(restMs);
    }
    deleted += gone;
    // What is left of a slice is being answered, or was taken up again.
    if (gone === 0 || stale.length < SLICE) break;
  }
  if (deleted > 0) await installation.putState("last-retention", { at: now, chats: deleted });
  return deleted;
}

async function expire(chat: StaleChat, before: number): Promise<boolean> {
  const { chats, files } = await getStore();
  const { id, projectId, ownerId, visitorId } = chat;
  const page = { limit: LIMITS.chatFilesPerProject, chatId: id };
  const own = await files.list(scopeOfMaker(chat), projectId, page);
  if (!(await chats.expire(id, before))) return false;
  await afterCommit("copy", () => forgetAtProvider(own.items));
  if (visitorId === null) await announce(ownerId, projectId, { type: "chat-removed", projectId, chatId: id });
  return true;
}

/** Deletes old chats from time to time, in the background. Called once at boot. */
export function watchRetention(): void {
  const owner = newId();
  const deleteOld = async () => {
    try {
      const deleted = await expireChats(owner);
      if (deleted > 0) log().info({ chats: deleted }, "chats were deleted that had been kept long enough");
    } catch (err) {
      log().warn({ err }, "old chats could not be deleted");
    }
  };
  setInterval(deleteOld, CHECK_EVERY_MS).unref();
  setTimeout(deleteOld, FIRST_CHECK_MS).unref();
}
