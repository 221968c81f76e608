/** What the composer says of a message's files. */
export const chatFilesText = {
  ofChat: "This chat only",
  ofProject: "In the project",
  keep: "Keep in project",
  keepOne: (name: string) => `Keep ${name} in the project`,
  explained:
    "Files of this chat are used only here and deleted with it. Keep one in the project to use it in all chats.",
  notKept: (name: string) => `${name} couldn’t be kept in the project.`,
} as const;
