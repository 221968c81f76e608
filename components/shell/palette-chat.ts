import { Archive, FileText, Pencil, Pin, PinOff, Printer, Share2, Trash2 } from "lucide-react";
import type { Chat } from "@/lib/schemas";
import { archiveChat, deleteChatSoon, exportChat, markChat, printChat } from "./chat-marks";
import { runCommand } from "./commands";
import type { PaletteItem } from "./palette-commands";

/** What can be done to the chat on screen. */
export function chatCommands(chat: Chat, go: (path: string) => void): PaletteItem[] {
  return [
    { id: "chat-rename", icon: Pencil, label: "Rename this chat", run: () => runCommand("rename-chat") },
    {
      id: "chat-share",
      icon: Share2,
      label: "Share this chat",
      words: "link",
      run: () => runCommand("share-chat"),
    },
    {
      id: "chat-pin",
      icon: chat.pinned ? PinOff : Pin,
      label: chat.pinned ? "Unpin this chat" : "Pin this chat",
      run: () => void markChat(chat, { pinned: !chat.pinned }),
    },
    {
      id: "chat-export",
      icon: FileText,
      label: "Export this chat",
      words: "markdown download",
      run: () => void exportChat(chat, "md"),
    },
    { id: "chat-print", icon: Printer, label: "Print this chat", words: "pdf", run: () => printChat(chat) },
    {
      id: "chat-archive",
      icon: Archive,
      label: "Archive this chat",
      words: "hide",
      run: () => void archiveChat(chat, true, go),
    },
    {
      id: "chat-delete",
      icon: Trash2,
      label: "Delete this chat",
      words: "remove",
      run: () => deleteChatSoon(chat, true, go),
    },
  ];
}
