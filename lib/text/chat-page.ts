/** What stands around the messages of a chat. */
export const chatPageText = {
  announced: {
    stopped: "Reply stopped. ",
    failed: "Reply failed. ",
    interrupted: "Reply interrupted. ",
    reply: "Reply: ",
  },
  view: {
    message: (project: string) => `Message ${project}`,
    chatIn: (project: string) => `Chat in ${project}`,
  },
  connection: {
    lost: "Connection lost. Reconnecting… The reply continues on the server.",
    offlineReplying: "You’re offline. The reply continues and appears when you’re back.",
    offline: "You’re offline. What you write is kept.",
  },
  answers: {
    who: "Who answers",
    draft: "Draft",
    live: (version: number) => `Live v${version}`,
  },
  empty: {
    from: "Answers come from",
    model: (name: string) => (name === "demo" ? "the demo model" : name),
    guided: ", guided by this project’s prompts.",
    addPrompt: "Add a prompt",
    toGuide: " to say how it should answer.",
  },
  thread: {
    notFetched: "The messages couldn’t be shown. Check your connection, or reload the page.",
  },
  failed: {
    missing: "Chat not found",
    notLoaded: "The chat couldn’t be loaded",
    newChat: "New chat",
    tryAgain: "Try again",
    deleted: "It may have been deleted.",
  },
  notice: {
    dismiss: "Dismiss",
  },
  loading: {
    chat: "Loading the chat",
  },
} as const;
