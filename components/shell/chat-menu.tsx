"use client";

import {
  Archive,
  ArchiveRestore,
  Braces,
  FileText,
  FolderInput,
  Pencil,
  Pin,
  PinOff,
  Printer,
  Share2,
  Trash2,
} from "lucide-react";
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
import { archiveChat, deleteChatSoon, exportChat, markChat, printChat } from "./chat-marks";

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
            <Pencil aria-hidden="true" />
            {menuText.chat.rename}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void markChat(chat, { pinned: !chat.pinned })}>
            {chat.pinned ? <PinOff aria-hidden="true" /> : <Pin aria-hidden="true" />}
            {chat.pinned ? menuText.chat.unpin : menuText.chat.pin}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setSharing(true)}>
            <Share2 aria-hidden="true" />
            {menuText.chat.share}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => void exportChat(chat, "md")}>
            <FileText aria-hidden="true" />
            {menuText.chat.markdown}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void exportChat(chat, "json")}>
            <Braces aria-hidden="true" />
            {menuText.chat.json}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => printChat(chat)}>
            <Printer aria-hidden="true" />
            {menuText.chat.print}
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setMoving(true)}>
            <FolderInput aria-hidden="true" /> {moveChatText.item}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          {chat.archived ? (
            <DropdownMenuItem onSelect={() => void markChat(chat, { archived: false })}>
              <ArchiveRestore aria-hidden="true" />
              {menuText.chat.restore}
            </DropdownMenuItem>
          ) : (
            <DropdownMenuItem onSelect={() => void archiveChat(chat, current, go)}>
              <Archive aria-hidden="true" />
              {menuText.chat.archive}
            </DropdownMenuItem>
          )}
          <DropdownMenuItem tone="danger" onSelect={() => deleteChatSoon(chat, current, go)}>
            <Trash2 aria-hidden="true" />
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
