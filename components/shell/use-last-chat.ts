"use client";

import { useEffect, useState } from "react";
import { chatIdOf } from "@/components/chat/chat-url";
import { subscribe } from "@/lib/client/live";

const key = (projectId: string) => `last-chat:${projectId}`;

function read(projectId: string): string | null {
  try {
    return sessionStorage.getItem(key(projectId));
  } catch {
    return null;
  }
}

function write(projectId: string, path: string | null): void {
  try {
    if (path) sessionStorage.setItem(key(projectId), path);
    else sessionStorage.removeItem(key(projectId));
  } catch {
    // Storage is forbidden: the tab leads to a new chat.
  }
}

/** Where in a project's chats this browser tab was last; null: at a new chat, or nowhere yet. */
export function useLastChat(projectId: string, pathname: string): string | null {
  const [last, setLast] = useState<string | null>(null);
  useEffect(() => {
    const base = `/projects/${projectId}`;
    const chatId = chatIdOf(pathname);
    if (chatId) write(projectId, `${base}/chats/${chatId}`);
    else if (pathname === base) write(projectId, null);
    setLast(read(projectId));
  }, [projectId, pathname]);
  useEffect(
    () =>
      subscribe((event) => {
        if (event.type !== "chat-removed" || !read(projectId)?.endsWith(`/${event.chatId}`)) return;
        write(projectId, null);
        setLast(null);
      }),
    [projectId],
  );
  return last;
}
