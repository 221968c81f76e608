"use client";

import { Braces, FileText, Pencil, Share2, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ShareDialog } from "@/components/share/share-dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { LazyMenuProps } from "@/components/ui/lazy-menu";
import { toast } from "@/components/ui/toast";
import { messageOf } from "@/lib/client/api";
import { keepChat, removeChatSoon, UNDO_MS } from "@/lib/client/leaving-chats";
import { saveFile } from "@/lib/client/save-file";
import type { Chat } from "@/lib/schemas";

export default function ChatMenu({
  trigger,
  chat,
  current,
  onRename,
}: LazyMenuProps<{ chat: Chat; current: boolean; onRename: () => void }>) {
  const router = useRouter();
  const [sharing, setSharing] = useState(false);

  async function save(format: "md" | "json"): Promise<void> {
    try {
      await saveFile(`/api/chats/${chat.id}/export?format=${format}`);
    } catch (error) {
      toast.error(`The chat was not exported. ${messageOf(error)}`);
    }
  }

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
    <>
      <DropdownMenu defaultOpen>
        <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          <DropdownMenuItem onSelect={onRename}>
            <Pencil aria-hidden="true" /> Rename
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => setSharing(true)}>
            <Share2 aria-hidden="true" /> Share…
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem onSelect={() => void save("md")}>
            <FileText aria-hidden="true" /> Export as Markdown
          </DropdownMenuItem>
          <DropdownMenuItem onSelect={() => void save("json")}>
            <Braces aria-hidden="true" /> Export as JSON
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem tone="danger" onSelect={remove}>
            <Trash2 aria-hidden="true" /> Delete
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <ShareDialog chat={chat} open={sharing} onOpenChange={setSharing} />
    </>
  );
}
