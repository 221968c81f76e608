"use client";

import { Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { LazyMenuProps } from "@/components/ui/lazy-menu";
import { toast } from "@/components/ui/toast";
import { ApiError, api, messageOf } from "@/lib/client/api";
import { publish } from "@/lib/client/live";
import type { Chat } from "@/lib/schemas";

export default function ChatMenu({
  trigger,
  chat,
  current,
  onRename,
}: LazyMenuProps<{ chat: Chat; current: boolean; onRename: () => void }>) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);

  async function remove(): Promise<void> {
    setPending(true);
    try {
      await api(`/api/chats/${chat.id}`, { method: "DELETE" });
    } catch (error) {
      // Removed elsewhere meanwhile: the wish is fulfilled.
      if (!(error instanceof ApiError && error.status === 404)) {
        setPending(false);
        toast.error(messageOf(error));
        return;
      }
    }
    setAsking(false);
    if (current) router.push(`/projects/${chat.projectId}`);
    publish({ type: "chat-removed", projectId: chat.projectId, chatId: chat.id });
  }

  return (
    <>
      <DropdownMenu defaultOpen>
        <DropdownMenuTrigger asChild>{trigger}</DropdownMenuTrigger>
        <DropdownMenuContent align="start">
          <DropdownMenuItem onSelect={onRename}>
            <Pencil aria-hidden="true" /> Rename
          </DropdownMenuItem>
          <DropdownMenuItem tone="danger" onSelect={() => setAsking(true)}>
            <Trash2 aria-hidden="true" /> Delete
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <AlertDialog
        open={asking}
        onOpenChange={setAsking}
        title="Delete this chat?"
        description={`“${chat.title}” and all its messages will be gone for good.`}
        confirmLabel="Delete chat"
        pending={pending}
        onConfirm={() => void remove()}
      />
    </>
  );
}
