import Link from "next/link";
import { PendingDot } from "@/components/shell/pending-dot";
import { Badge } from "@/components/ui/badge";
import { TimeAgo } from "@/components/ui/time-ago";
import type { Chat } from "@/lib/schemas";

/** What happened lately, across projects. Nothing at all until there is a chat. */
export function RecentChats({ chats }: { chats: { chat: Chat; projectName: string }[] }) {
  if (chats.length === 0) return null;
  return (
    <section aria-labelledby="recent-title" className="flex flex-col gap-2">
      <h2 id="recent-title" className="font-medium text-fg-muted">
        Pick up where you left off
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
                <span className="truncate font-medium" dir="auto" title={chat.title}>
                  {chat.title}
                </span>
                <span className="truncate text-fg-subtle text-xs">
                  <span dir="auto">{projectName}</span> · <TimeAgo iso={chat.activityAt} />
                </span>
              </span>
              {chat.running ? <Badge tone="accent">Answering</Badge> : null}
              <PendingDot />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
