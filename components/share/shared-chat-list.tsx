"use client";

import { MessagesSquare } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { TimeAgo } from "@/components/ui/time-ago";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { ProjectSharedChat } from "@/lib/schemas";
import { sharedChatsText as text } from "@/lib/text/shared-chats";

type Page = { chats: ProjectSharedChat[]; nextCursor: string | null };

export function SharedChatList({
  projectId,
  userId,
  initial,
}: {
  projectId: string;
  userId: string;
  initial: Page;
}) {
  const [{ chats, nextCursor }, setPage] = useState(initial);
  const [pending, setPending] = useState(false);

  async function more(): Promise<void> {
    setPending(true);
    try {
      const query = new URLSearchParams({ limit: "50", cursor: nextCursor ?? "" });
      const page = await api<Page>(`/api/projects/${projectId}/shared-chats?${query}`);
      setPage({ ...page, chats: [...chats, ...page.chats] });
    } catch (error) {
      toast.error(messageOf(error));
    }
    setPending(false);
  }

  if (chats.length === 0) {
    return (
      <EmptyState icon={MessagesSquare} title={text.empty}>
        {text.emptyHint}
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <ul
        aria-label={text.title}
        className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface shadow-card"
      >
        {chats.map(({ id, title, author, sharedAt }) => (
          <li key={id} className="flex min-h-12 flex-wrap items-center gap-x-3 px-4">
            <Link
              href={
                author.id === userId
                  ? `/projects/${projectId}/chats/${id}`
                  : `/projects/${projectId}/shared/${id}`
              }
              prefetch={false}
              dir="auto"
              data-tip-clipped=""
              data-tip={title}
              className="flex min-h-11 min-w-40 flex-1 items-center underline-offset-2 hover:underline"
            >
              <span className="truncate">{title}</span>
            </Link>
            <span className="text-fg-muted text-sm">
              {author.id === userId ? text.yours : text.by(author.name)}
            </span>
            <TimeAgo iso={sharedAt} className="text-fg-subtle text-xs" />
          </li>
        ))}
      </ul>
      {nextCursor ? (
        <Button className="self-center" pending={pending} onClick={() => void more()}>
          {text.more}
        </Button>
      ) : null}
    </div>
  );
}
