"use client";

import { useEffect, useState } from "react";
import { chatIdOf } from "@/components/chat/chat-url";
import { useChatPath } from "@/components/chat/use-chat-path";
import { api } from "@/lib/client/api";
import { subscribe } from "@/lib/client/live";
import type { Chat } from "@/lib/schemas";
import { useShellState } from "./shell-provider";
import { listedChat } from "./store";

/** The chat on screen, live: as the sidebar lists it, or, where it is further down or archived, read by itself. */
export function useOpenChat(projectId: string): Chat | null {
  const chatId = chatIdOf(useChatPath());
  const listed = useShellState((state) => listedChat(state, projectId, chatId));
  const ready = useShellState((state) => state.chats[projectId] !== undefined);
  const [read, setRead] = useState<Chat | null>(null);
  const missing = chatId !== null && !listed && ready;
  useEffect(() => {
    if (!missing) return;
    const left = new AbortController();
    api<{ chat: Chat }>(`/api/chats/${encodeURIComponent(chatId)}`, { signal: left.signal })
      .then(({ chat }) => setRead(chat))
      .catch(() => undefined);
    const end = subscribe((event) => {
      if (event.type === "chat" && event.chat.id === chatId) setRead(event.chat);
    });
    return () => {
      left.abort();
      end();
    };
  }, [chatId, missing]);
  return listed ?? (read?.id === chatId ? read : null);
}
