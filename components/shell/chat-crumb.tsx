"use client";

import { usePathname } from "next/navigation";
import { chatIdOf } from "@/components/chat/chat-url";
import { useShellState } from "./shell-provider";

/** The open chat's title, live, as the last crumb. */
export function ChatCrumb({ projectId }: { projectId: string }) {
  const chatId = chatIdOf(usePathname());
  const title = useShellState((state) =>
    chatId ? state.chats[projectId]?.items.find(({ id }) => id === chatId)?.title : undefined,
  );
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
