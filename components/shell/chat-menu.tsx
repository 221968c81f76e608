"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ShareDialog } from "@/components/share/share-dialog";
import { deferred } from "@/components/ui/deferred";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { LazyMenuProps } from "@/components/ui/lazy-menu";
import type { Chat } from "@/lib/schemas";
import { menuText } from "@/lib/text/menus";
import { moveChatText } from "@/lib/text/move-chat";
import { chatIcons } from "./chat-icons";
import { archiveChat, deleteChatSoon, exportChat, markChat } from "./chat-marks";
import { printChat } from "./print-chat";

const MoveChat = deferred(() => import("./move-chat"));

export default function ChatMenu({
  trigger,
  chat,
  current,
  onRename,
}: LazyMenuProps<{ chat: Chat; current: boolean; onRename: () => void }>) {
  const router = useRouter();
  const [sharing, setSharing] = useState(false);
  const [moving, setMoving] = useState(false);
  const go = (path: string) => router.push(path);
  return (
    <>
      <DropdownMenu defaultOpen>
        <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          <DropdownMenuItem onSelect={onRename}>
            <chatIcons.rename aria-hidden="true" />
            {menuText.chat.rename}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void markChat(chat, { pinned: !chat.pinned })}>
            {chat.pinned ? <chatIcons.unpin aria-hidden="true" /> : <chatIcons.pin aria-hidden="true" />}
            {chat.pinned ? menuText.chat.unpin : menuText.chat.pin}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setSharing(true)}>
            <chatIcons.share aria-hidden="true" />
            {menuText.chat.share}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => void exportChat(chat, "md")}>
            <chatIcons.markdown aria-hidden="true" />
            {menuText.chat.markdown}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void exportChat(chat, "json")}>
            <chatIcons.json aria-hidden="true" />
            {menuText.chat.json}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => printChat(chat)}>
            <chatIcons.print aria-hidden="true" />
            {menuText.chat.print}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setMoving(true)}>
            <chatIcons.move aria-hidden="true" /> {moveChatText.item}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          {chat.archived ? (
            <DropdownMenuItem onSelect={() => void markChat(chat, { archived: false })}>
              <chatIcons.restore aria-hidden="true" />
              {menuText.chat.restore}
            </DropdownMenuItem>
          ) : (
            <DropdownMenuItem onSelect={() => void archiveChat(chat, current, go)}>
              <chatIcons.archive aria-hidden="true" />
              {menuText.chat.archive}
            </DropdownMenuItem>
          )}
          <DropdownMenuItem tone="danger" onSelect={() => deleteChatSoon(chat, current, go)}>
            <chatIcons.delete aria-hidden="true" />
            {menuText.chat.delete}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {moving ? (
        <MoveChat
          chat={chat}
          onClose={() => setMoving(false)}
          onMoved={(path) => {
            if (current) go(path);
          }}
        />
      ) : null}
      <ShareDialog chat={chat} open={sharing} onOpenChange={setSharing} />
    </>
  );
}
