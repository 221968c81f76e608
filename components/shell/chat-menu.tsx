"use client";

import { Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { LazyMenuProps } from "@/components/ui/lazy-menu";
import { toast } from "@/components/ui/toast";
import { messageOf } from "@/lib/client/api";
import { keepChat, removeChatSoon, UNDO_MS } from "@/lib/client/leaving-chats";
import type { Chat } from "@/lib/schemas";

export default function ChatMenu({
  trigger,
  chat,
  current,
  onRename,
}: LazyMenuProps<{ chat: Chat; current: boolean; onRename: () => void }>) {
  const router = useRouter();

  function remove(): void {
    removeChatSoon(chat, (error) => toast.error(`The chat was not deleted. ${messageOf(error)}`));
    if (current) router.push(`/projects/${chat.projectId}`);
    toast.info("Chat deleted", {
      id: `delete-${chat.id}`,
      duration: UNDO_MS,
      action: {
        label: "Undo",
        run: () => {
          if (keepChat(chat.id) && current) router.push(`/projects/${chat.projectId}/chats/${chat.id}`);
        },
      },
    });
  }

  return (
    <DropdownMenu defaultOpen>
      <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
      <DropdownMenuContent align="start">
        <DropdownMenuItem onSelect={onRename}>
          <Pencil aria-hidden="true" /> Rename
        </DropdownMenuItem>
        <DropdownMenuItem tone="danger" onSelect={remove}>
          <Trash2 aria-hidden="true" /> Delete
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
