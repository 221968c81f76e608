"use client";

import { useCallback, useSyncExternalStore } from "react";
import { type MessageQueue, type QueueState, queueOf } from "@/lib/client/chat/queue";
import type { ChatSession } from "@/lib/client/chat/session";

const EMPTY: QueueState = { items: [], held: false };
const never = () => () => {};

/** The messages that wait in this chat; the server knows of none. */
export function useQueue(session: ChatSession): { queue: MessageQueue | null; state: QueueState } {
  const queue = typeof window === "undefined" ? null : queueOf(session);
  const state = useSyncExternalStore(
    queue?.subscribe ?? never,
    useCallback(() => queue?.state ?? EMPTY, [queue]),
    () => EMPTY,
  );
  return { queue, state };
}
