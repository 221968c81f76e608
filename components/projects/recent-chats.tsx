"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { PendingDot } from "@/components/shell/pending-dot";
import { useShellState } from "@/components/shell/shell-provider";
import { Badge } from "@/components/ui/badge";
import { TimeAgo } from "@/components/ui/time-ago";
import { type LiveEvent, subscribe } from "@/lib/client/live";
import type { Chat } from "@/lib/schemas";
import { projectsText } from "@/lib/text/projects";

const { recent: text } = projectsText;

type Recent = { chat: Chat; projectName: string };

/** What happened lately, across projects, as it happens. Nothing at all until there is a chat. */
export function RecentChats({ initial, shown }: { initial: Recent[]; shown: number }) {
  const projects = useShellState((state) => state.projects);
  const router = useRouter();
  const [all, setAll] = useState(initial);
  useEffect(() => setAll(initial), [initial]);
  useEffect(
    () =>
      subscribe((event) => {
        if (event.type === "reset") router.refresh();
        else setAll((now) => withNews(now, event));
      }),
    [router],
  );
  const chats = all.slice(0, shown).map(({ chat, projectName }) => ({
    chat,
    projectName: projects.find(({ id }) => id === chat.projectId)?.name ?? projectName,
  }));
  // A project that was made elsewhere: only the server knows its name.
  const nameless = chats.some(({ projectName }) => projectName === "");
  useEffect(() => {
    if (nameless) router.refresh();
  }, [nameless, router]);
  if (chats.length === 0) return null;
  return (
    <section aria-labelledby="recent-title" className="flex flex-col gap-2">
      <h2 id="recent-title" className="font-medium text-fg-muted">
        {text.title}
      </h2>
      <ul className="grid gap-x-6 sm:grid-cols-2">
        {chats.map(({ chat, projectName }) => (
          <li key={chat.id} className="min-w-0 border-line border-b">
            <Link
              href={`/projects/${chat.projectId}/chats/${chat.id}`}
              prefetch={false}
              className="-mx-2 flex min-h-14 items-center gap-3 rounded-md px-2 py-2 transition-colors hover:bg-hover"
            >
              <span className="flex min-w-0 flex-1 flex-col">
                <span className="truncate font-medium" dir="auto" data-tip-clipped="" data-tip={chat.title}>
                  {chat.title}
                </span>
                <span className="truncate text-fg-subtle text-xs">
                  <span dir="auto">{projectName}</span> · <TimeAgo iso={chat.activityAt} />
                </span>
              </span>
              {chat.running ? <Badge tone="accent">{text.answering}</Badge> : null}
              <PendingDot />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Newest activity first; what has been removed makes room for nothing until the page is loaded again. */
function withNews(now: Recent[], event: LiveEvent): Recent[] {
  if (event.type === "chat-removed") return now.filter(({ chat }) => chat.id !== event.chatId);
  if (event.type === "project-removed") return now.filter(({ chat }) => chat.projectId !== event.projectId);
  if (event.type !== "chat") return now;
  const known = now.find(({ chat }) => chat.id === event.chat.id);
  const others = now.filter((recent) => recent !== known);
  return [...others, { chat: event.chat, projectName: known?.projectName ?? "" }].sort((a, b) =>
    a.chat.activityAt < b.chat.activityAt ? 1 : -1,
  );
}
