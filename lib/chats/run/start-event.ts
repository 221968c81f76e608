import type { MessageRecord, RunRecord } from "@/lib/store";
import { isoTime } from "@/lib/time";
import type { RunEvent } from "./types";

/**
 * The event that every stream of a run begins with, from what is stored: for a run whose process died before it wrote
 * one, and for one that is over. Without the message (it is gone) the rest is known all the same.
 */
export function startOf(
  run: Pick<RunRecord, "messageId" | "chatId" | "model" | "createdAt">,
  message: Pick<MessageRecord, "parentId" | "createdAt" | "parts"> | null,
): Extract<RunEvent, { type: "start" }> {
  return {
    type: "start",
    messageId: run.messageId,
    chatId: run.chatId,
    parentId: message?.parentId ?? null,
    model: run.model,
    createdAt: isoTime(message?.createdAt ?? run.createdAt),
    parts: message?.parts ?? [],
  };
}
