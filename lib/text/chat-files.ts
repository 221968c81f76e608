/** What the composer says of a message's files. */
export const chatFilesText = {
  ofChat: "This chat only",
  ofProject: "In the project",
  keep: "Keep in project",
  keepOne: (name: string) => `Keep ${name} in the project`,
  explained:
    "Files of this chat answer here alone and go with it. Keep one in the project, and all its chats find it.",
  notKept: (name: string) => `${name} could not be kept in the project.`,
} as const;
