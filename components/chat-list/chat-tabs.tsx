import Link from "next/link";
import { chatListText } from "@/lib/text/chat-list";
import { sharedChatsText as text } from "@/lib/text/shared-chats";
import { cn } from "@/lib/utils";

/** One's own chats, those put aside, and those that people on the project share with it. */
export function ChatTabs({
  projectId,
  current,
}: {
  projectId: string;
  current: "active" | "archived" | "shared";
}) {
  const project = `/projects/${projectId}`;
  const tabs = [
    { name: "active", href: `${project}/chats`, label: text.active },
    { name: "archived", href: `${project}/chats?archived`, label: text.archived },
    { name: "shared", href: `${project}/shared`, label: text.tab },
  ];
  return (
    <nav
      aria-label={chatListText.tabs.title}
      className="inline-flex gap-1 self-start rounded-md bg-sunken p-1"
    >
      {tabs.map(({ name, href, label }) => (
        <Link
          key={name}
          href={href}
          prefetch={false}
          aria-current={name === current ? "page" : undefined}
          className={cn(
            "inline-flex h-7 items-center rounded-sm px-3 font-medium text-sm touch:h-11",
            name === current ? "bg-surface text-fg shadow-card" : "text-fg-muted hover:text-fg",
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}
