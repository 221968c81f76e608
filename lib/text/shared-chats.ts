export const sharedChatsText = {
  title: "Shared chats",
  intro: "Chats that people share with everyone on this project.",
  tab: "Shared",
  active: "Active",
  archived: "Archived",
  empty: "No shared chats yet",
  emptyHint: "Share one of yours from its menu.",
  more: "Show older chats",
  by: (name: string) => `by ${name || "someone"}`,
  yours: "Yours",
  withProject: "Share with the project",
  withProjectHint:
    "Everyone on this project can read it, including later messages. Only you can write in it.",
  failed: "The chat wasn’t changed.",
  reading: (name: string) =>
    `${name || "Someone"} shares this chat. You can read it, but only its author can continue it.`,
  none: "No messages yet.",
} as const;
