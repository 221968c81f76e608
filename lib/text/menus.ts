/** Menus of a chat and of the person who is signed in, and what a choice from them says. */
export const menuText = {
  chat: {
    rename: "Rename",
    unpin: "Unpin",
    pin: "Pin",
    share: "Share…",
    markdown: "Export as Markdown",
    json: "Export as JSON",
    print: "Print…",
    restore: "Restore",
    archive: "Archive",
    delete: "Delete",
  },
  chatChange: {
    notChanged: (why: string) => `The chat wasn’t changed. ${why}`,
    archived: "Chat archived",
    undo: "Undo",
    notDeleted: (why: string) => `The chat wasn’t deleted. ${why}`,
    deleted: "Chat deleted",
    notExported: (why: string) => `The chat wasn’t exported. ${why}`,
  },
  theme: {
    system: "System",
    light: "Light",
    dark: "Dark",
  },
  user: {
    account: "Account",
    usage: "Usage",
    shortcuts: "Keyboard shortcuts",
    theme: "Theme",
    signOut: "Sign out",
  },
} as const;
