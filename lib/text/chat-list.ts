import { plural } from "./plural";

/** The page of all chats of a project. */
export const chatListText = {
  list: {
    done: (count: number, change: "deleted" | "restored" | "archived") =>
      `${plural(count, "chat")} ${change}`,
    undo: "Undo",
    failed: (count: number) => `${plural(count, "chat")} couldn’t be changed. Try again.`,
    olderFailed: (why: string) => `Older chats couldn’t be loaded. ${why}`,
    noArchived: "No archived chats",
    noChats: "No chats yet",
    newChat: "New chat",
    archiveHint: "Archive a chat from its menu to keep it out of the way.",
    chatHint: "Ask something to begin one.",
    selected: (count: number) => `${plural(count, "chat")} selected`,
    selectAll: "Select all",
    restore: "Restore",
    archive: "Archive",
    delete: "Delete",
    archivedTitle: "Archived chats",
    title: "Chats",
    older: "Show older chats",
    deleteTitle: (count: number) => `Delete ${plural(count, "chat")}?`,
    deleteBody: "They will be permanently deleted with all their messages. This can’t be undone.",
  },
  row: {
    select: (title: string) => `Select ${title}`,
    pinned: "Pinned",
  },
  tabs: {
    title: "Which chats",
  },
} as const;
