import type { Chat } from "@/lib/schemas";
import { paletteText } from "@/lib/text/palette";
import { chatIcons } from "./chat-icons";
import { archiveChat, deleteChatSoon, exportChat, markChat } from "./chat-marks";
import { runCommand } from "./commands";
import type { PaletteItem } from "./palette-commands";
import { printChat } from "./print-chat";

/** What can be done to the chat on screen. */
export function chatCommands(chat: Chat, go: (path: string) => void): PaletteItem[] {
  return [
    {
      id: "chat-rename",
      icon: chatIcons.rename,
      label: paletteText.chat.rename,
      run: () => runCommand("rename-chat"),
    },
    {
      id: "chat-share",
      icon: chatIcons.share,
      label: paletteText.chat.share,
      words: paletteText.chat.shareWords,
      run: () => runCommand("share-chat"),
    },
    {
      id: "chat-pin",
      icon: chat.pinned ? chatIcons.unpin : chatIcons.pin,
      label: chat.pinned ? paletteText.chat.unpin : paletteText.chat.pin,
      run: () => void markChat(chat, { pinned: !chat.pinned }),
    },
    {
      id: "chat-export",
      icon: chatIcons.markdown,
      label: paletteText.chat.export,
      words: paletteText.chat.exportWords,
      run: () => void exportChat(chat, "md"),
    },
    {
      id: "chat-export-json",
      icon: chatIcons.json,
      label: paletteText.chat.exportJson,
      words: paletteText.chat.exportJsonWords,
      run: () => void exportChat(chat, "json"),
    },
    {
      id: "chat-move",
      icon: chatIcons.move,
      label: paletteText.chat.move,
      run: () => runCommand("move-chat"),
    },
    {
      id: "chat-print",
      icon: chatIcons.print,
      label: paletteText.chat.print,
      words: paletteText.chat.printWords,
      run: () => printChat(chat),
    },
    chat.archived
      ? {
          id: "chat-restore",
          icon: chatIcons.restore,
          label: paletteText.chat.restore,
          words: paletteText.chat.restoreWords,
          run: () => void markChat(chat, { archived: false }),
        }
      : {
          id: "chat-archive",
          icon: chatIcons.archive,
          label: paletteText.chat.archive,
          words: paletteText.chat.archiveWords,
          run: () => void archiveChat(chat, true, go),
        },
    {
      id: "chat-delete",
      icon: chatIcons.delete,
      label: paletteText.chat.delete,
      words: paletteText.chat.deleteWords,
      run: () => deleteChatSoon(chat, true, go),
    },
  ];
}
