/** Taking a chat to another project. */
export const moveChatText = {
  item: "Move to another project…",
  command: "Move this chat to another project",
  title: "Move to another project",
  description:
    "From the next message on, that project’s prompts, files and model are used. Earlier replies stay as they are, without “Why this answer”.",
  project: "Project",
  search: "Search projects",
  none: "No other project matches.",
  moved: (name: string) => `Chat moved to ${name}`,
  cancel: "Cancel",
  loading: "Loading projects",
} as const;
