"use client";

import { Pin } from "lucide-react";
import Link from "next/link";
import { TimeAgo } from "@/components/ui/time-ago";
import type { Chat } from "@/lib/schemas";
import { chatListText } from "@/lib/text/chat-list";

export function ChatRow({
  chat,
  selected,
  onToggle,
}: {
  chat: Chat;
  selected: boolean;
  onToggle: () => void;
}) {
  return (
    <li className="flex min-h-12 items-center gap-1 pr-4">
      <label className="grid size-11 shrink-0 place-items-center">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          aria-label={chatListText.row.select(chat.title)}
          checked={selected}
          onChange={onToggle}
        />
      </label>
      <Link
        href={`/projects/${chat.projectId}/chats/${chat.id}`}
        prefetch={false}
        dir="auto"
        data-tip-clipped=""
        data-tip={chat.title}
        className="flex min-h-11 min-w-0 flex-1 items-center underline-offset-2 hover:underline"
      >
        <span className="truncate">{chat.title}</span>
      </Link>
      {chat.pinned ? (
        <Pin className="size-4 shrink-0 text-fg-subtle" aria-label={chatListText.row.pinned} />
      ) : null}
      <TimeAgo iso={chat.activityAt} className="shrink-0 text-fg-subtle text-xs" />
    </li>
  );
}
