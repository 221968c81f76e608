import { plural } from "./plural";

/** Links that show a chat to people without an account. */
export const shareText = {
  copy: {
    copied: "Copied",
    notAllowed: "Your browser doesn’t allow copying. Use Ctrl+C.",
  },
  link: {
    label: "Link",
    hint: "Copy it now. It won’t be shown again, but you can always create another.",
    copy: "Copy link",
    copied: "Link copied",
    open: "Open",
  },
  dialog: {
    title: "Share this chat",
    body: "Anyone with the link can read this chat as it is now, without signing in. Later messages, a reply that is still being written and a new title stay private. So do other versions of a message, prompts, settings and files. Of attached files, only the names are shown.",
    notCreated: (why: string) => `The link wasn’t created. ${why}`,
    stillWorks: (why: string) => `The link still works. ${why}`,
    notLoaded: "The links couldn’t be loaded",
    retry: "Try again",
    another: "Create another link",
    create: "Create link",
  },
  list: {
    title: "Active links",
    shared: (count: number) => `Shared by ${plural(count, "link")}`,
    notShared: "Not shared. Only you can read this chat.",
    above: "The link above",
    link: "Link",
    made: ", created",
    revokeOne: (number: number, count: number) => `Revoke link ${number} of ${count}`,
    revoke: "Revoke",
  },
  shared: {
    question: "Question",
    answer: "Answer",
    noText: "No text",
    files: "Attached files",
    earlier: "Show earlier messages",
    earlierFailed: "Earlier messages couldn’t be loaded",
  },
} as const;
