"use client";

import { useEffect, useLayoutEffect, useMemo } from "react";
import { chatSession, deliver, type InitialChat, releaseUnsent } from "@/lib/client/chat/registry";
import type { ChatSession } from "@/lib/client/chat/session";
import { hostChats } from "@/lib/client/chat/switch-chat";
import { useThread } from "@/lib/client/chat/use-session";
import { chatIdOf, chatUrl } from "./chat-url";
import { fetchThread } from "./lazy-thread";
import { useChatPath } from "./use-chat-path";

const useBrowserLayoutEffect = typeof window === "undefined" ? useEffect : useLayoutEffect;

/**
 * The session of the chat in the address bar. The first send of a new chat only rewrites the address: the page stays
 * the one of the new chat, so the id comes from the path and not from the page's parameters.
 */
export function useChatSession(
  projectId: string,
  initial: InitialChat | undefined,
  /** Whether the page can show the project's other chats as well. */
  hosts: boolean,
): ChatSession {
  const pathId = chatIdOf(useChatPath());
  const matching = initial?.chatId === pathId ? initial : undefined;
  const session = useMemo(() => chatSession(projectId, pathId, matching), [projectId, pathId, matching]);
  const chatId = useThread(session, (state) => state.chatId);

  useBrowserLayoutEffect(() => {
    if (matching) deliver(session, matching);
  }, [session, matching]);

  useEffect(() => session.view(), [session]);
  useEffect(
    () => (hosts ? hostChats(projectId, (id) => fetchAhead(projectId, id)) : undefined),
    [projectId, hosts],
  );

  useEffect(() => {
    if (chatId && !pathId) window.history.replaceState(null, "", chatUrl(projectId, chatId));
    if (chatId && pathId === chatId) releaseUnsent(projectId);
  }, [projectId, chatId, pathId]);

  // Also when the page stays and shows another chat.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is the trigger
  useEffect(() => () => releaseUnsent(projectId), [projectId, pathId]);
  return session;
}

/** Gets a chat that is about to be opened, and what shows it. */
function fetchAhead(projectId: string, chatId: string): Promise<void> | null {
  const session = chatSession(projectId, chatId);
  const code = fetchThread();
  if (session.state.loaded && !code) return null;
  return Promise.all([code, session.preload()]).then(() => undefined);
}
