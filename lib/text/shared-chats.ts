export const sharedChatsText = {
  title: "Shared chats",
  intro: "Chats that people on this project let everybody on it read.",
  tab: "Shared",
  active: "Active",
  archived: "Archived",
  empty: "No shared chats yet",
  emptyHint: "Share one of yours from its menu.",
  more: "Show older chats",
  by: (name: string) => `by ${name || "somebody"}`,
  yours: "Yours",
  withProject: "Share with the project",
  withProjectHint:
    "Everybody on this project can read it, as it is and goes on. Nobody but you can write in it.",
  failed: "The chat was not changed.",
  reading: (name: string) =>
    `${name || "Somebody"} shares this chat. You can read it; it goes on with its author.`,
  none: "Nothing was said yet.",
} as const;
