"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { LazyMenu } from "@/components/ui/lazy-menu";
import { prefetchChat } from "@/lib/client/chat/switch-chat";
import type { Chat } from "@/lib/schemas";
import { shellText } from "@/lib/text/shell";
import { cn } from "@/lib/utils";
import { RenameChat } from "./rename-chat";
import { SidebarLink, SidebarRow } from "./sidebar-link";
import { useIntent } from "./use-intent";

export function SidebarChat({ chat, current }: { chat: Chat; current: boolean }) {
  const [renaming, setRenaming] = useState(false);
  const path = `/projects/${chat.projectId}/chats/${chat.id}`;
  const intent = useIntent(() => prefetchChat(path));
  if (renaming) {
    return (
      <li>
        <RenameChat chat={chat} onDone={() => setRenaming(false)} />
      </li>
    );
  }
  return (
    <SidebarRow current={current}>
      <SidebarLink
        href={path}
        {...intent}
        current={current}
        tip={chat.title}
        className="group-focus-within/row:pr-9 group-hover/row:pr-9 group-has-data-[state=open]/row:pr-9 touch:pr-12"
      >
        <span className="min-w-0 truncate" dir="auto">
          {chat.title}
        </span>
        {chat.running ? (
          <span className="ml-auto shrink-0 group-focus-within/row:opacity-0 group-hover/row:opacity-0 group-has-data-[state=open]/row:opacity-0">
            {/* The open chat's reply is seen growing; a second motion would only keep the screen busy 60 times a second. */}
            <span
              className={cn("block size-2 rounded-full bg-accent", !current && "animate-breathe")}
              aria-hidden="true"
            />
            <span className="sr-only">{shellText.item.answering}</span>
          </span>
        ) : null}
      </SidebarLink>
      <LazyMenu
        load={() => import("./chat-menu")}
        menu={{ chat, current, onRename: () => setRenaming(true) }}
      >
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={shellText.item.options(chat.title)}
          className="absolute right-0 opacity-0 focus-visible:opacity-100 group-focus-within/row:opacity-100 group-hover/row:opacity-100 data-[state=open]:opacity-100 touch:opacity-100"
        >
          <Ellipsis className="size-4" aria-hidden="true" />
        </Button>
      </LazyMenu>
    </SidebarRow>
  );
}
