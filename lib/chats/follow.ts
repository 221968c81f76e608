import { activeRun, type Format, findRun, positionOf, viewRun } from "@/lib/chats/run";
import type { Scope } from "@/lib/store";
import { requireChat } from "./chats";

/**
 * The reply to show to who asks for a chat's stream: the running one, from its start or behind `lastEventId`. A viewer
 * that lost its connection and whose reply has ended meanwhile gets the rest. Null: nothing (more) to show.
 * @throws not_found
 */
export async function followChat(
  scope: Scope,
  chatId: string,
  lastEventId: string | null,
  format: Format = "ui",
): Promise<ReadableStream<Uint8Array> | null> {
  const run = await activeRun(scope, chatId);
  if (run) return viewRun(run.log, positionOf(lastEventId, run.runId), format);
  await requireChat(scope, chatId);
  const known = lastEventId?.split(".")[0];
  const ended = known ? await findRun(scope, known) : null;
  if (!ended || ended.chatId !== chatId) return null;
  const after = positionOf(lastEventId, ended.runId);
  const more = after > 0 && after < ended.log.replay(format, 0).position;
  return more ? viewRun(ended.log, after, format) : null;
}
