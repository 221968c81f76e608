"use client";

import { Ellipsis } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { fieldClass } from "@/components/ui/input";
import { LazyMenu } from "@/components/ui/lazy-menu";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import { prefetchChat } from "@/lib/client/chat/switch-chat";
import { publish } from "@/lib/client/live";
import type { Chat } from "@/lib/schemas";
import { cn } from "@/lib/utils";
import { SidebarLink, SidebarRow } from "./sidebar-link";
import { useIntent } from "./use-intent";

export function SidebarChat({ chat, current }: { chat: Chat; current: boolean }) {
  const [renaming, setRenaming] = useState(false);
  const path = `/projects/${chat.projectId}/chats/${chat.id}`;
  const intent = useIntent(() => prefetchChat(path));
  if (renaming) return <Rename chat={chat} onDone={() => setRenaming(false)} />;
  return (
    <SidebarRow current={current}>
      <SidebarLink
        href={path}
        {...intent}
        current={current}
        title={chat.title}
        className="group-focus-within/row:pr-9 group-hover/row:pr-9 touch:pr-12"
      >
        <span className="min-w-0 truncate" dir="auto">
          {chat.title}
        </span>
        {chat.running ? (
          <span className="ml-auto shrink-0 group-focus-within/row:opacity-0 group-hover/row:opacity-0">
            {/* The open chat's reply is seen growing; a second motion would only keep the screen busy 60 times a second. */}
            <span
              className={cn("block size-2 rounded-full bg-accent", !current && "animate-breathe")}
              aria-hidden="true"
            />
            <span className="sr-only">, answering</span>
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
          aria-label={`Options for ${chat.title}`}
          className="absolute right-0 opacity-0 focus-visible:opacity-100 group-focus-within/row:opacity-100 group-hover/row:opacity-100 data-[state=open]:opacity-100 touch:opacity-100"
        >
          <Ellipsis className="size-4" aria-hidden="true" />
        </Button>
      </LazyMenu>
    </SidebarRow>
  );
}

function Rename({ chat, onDone }: { chat: Chat; onDone: () => void }) {
  const ref = useRef<HTMLInputElement>(null);
  const left = useRef(false);
  // Radix gives the focus back to the menu's button first; the button is gone by then.
  useEffect(() => {
    const frame = requestAnimationFrame(() => ref.current?.select());
    return () => cancelAnimationFrame(frame);
  }, []);

  async function finish(save: boolean): Promise<void> {
    if (left.current) return;
    left.current = true;
    onDone();
    const title = ref.current?.value.trim() ?? "";
    if (!save || title === "" || title === chat.title) return;
    publish({ type: "chat", chat: { ...chat, title } });
    try {
      const data = await api<{ chat: Chat }>(`/api/chats/${chat.id}`, { method: "PATCH", body: { title } });
      publish({ type: "chat", chat: data.chat });
    } catch (error) {
      publish({ type: "chat", chat });
      toast.error(`The title was not saved. ${messageOf(error)}`);
    }
  }

  return (
    <li>
      <input
        ref={ref}
        aria-label="Chat title"
        dir="auto"
        defaultValue={chat.title}
        maxLength={200}
        className={cn(fieldClass, "h-8 px-2 touch:h-11")}
        onBlur={() => void finish(true)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === "Enter") void finish(true);
          if (event.key === "Escape") {
            event.stopPropagation();
            void finish(false);
          }
        }}
      />
    </li>
  );
}
