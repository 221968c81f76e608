"use client";

import { chatIdOf } from "@/components/chat/chat-url";
import { useChatPath } from "@/components/chat/use-chat-path";
import { useShellState } from "./shell-provider";
import { listedChat } from "./store";

/** The open chat's title, live, as the last crumb. */
export function ChatCrumb({ projectId }: { projectId: string }) {
  const chatId = chatIdOf(useChatPath());
  const title = useShellState((state) => listedChat(state, projectId, chatId)?.title);
  if (!title) return null;
  return (
    <>
      <li aria-hidden="true" className="text-fg-subtle max-md:hidden">
        /
      </li>
      <li
        aria-current="page"
        title={title}
        dir="auto"
        className="min-w-0 shrink-[3] truncate px-1.5 text-fg-muted max-md:hidden"
      >
        {title}
      </li>
    </>
  );
}
