import { plural } from "./plural";

/** What stands in and under the messages of a chat. */
export const messagesText = {
  actions: {
    copy: "Copy reply as Markdown",
    regenerate: "Regenerate",
    busy: "A reply is being written. Wait for it to finish, or stop it first.",
    good: "Good reply",
    bad: "Bad reply",
  },
  reply: {
    waiting: "Waiting for the reply",
  },
  edit: {
    title: "Edit message",
    files: "Files of the message",
    leaveOut: (name: string) => `Leave out ${name}`,
    tooLong: (over: number, max: string) =>
      `${plural(over, "character")} too many. A message can have up to ${max}.`,
    branch: "Sending starts a new branch. The old one stays.",
    cancel: "Cancel",
    send: "Send",
  },
  broken: {
    message: "This message couldn’t be displayed as intended.",
  },
  files: {
    title: "Files of the message",
    gone: ", no longer there",
    enlarge: (name: string) => `Enlarge ${name}`,
  },
  roles: {
    user: "You",
    assistant: "Assistant",
  },
  picture: {
    download: "Download",
  },
  release: {
    from: (version: number) => `v${version} from here`,
  },
  status: {
    continue: "Continue",
    retry: "Retry",
    failed: "The reply couldn’t be generated.",
    kept: "The partial reply was kept.",
    interrupted: "Interrupted",
    nothing: "The reply was cut off before it began.",
    cutOff: "The reply was cut off here.",
    stopped: "Stopped",
    limit: "Limit reached",
    limitNote: "The reply reached this project’s maximum length.",
    filtered: "Filtered",
    filteredNote: "The provider withheld this reply.",
    empty: "Empty reply",
  },
  siblings: {
    title: "Versions",
    previous: "Previous version",
    next: "Next version",
  },
  sources: {
    read: (count: number, besides: boolean) =>
      besides ? `${plural(count, "more passage")} read` : `${plural(count, "passage")} read`,
    one: (number: number, filename: string) => `Source ${number}: ${filename}`,
    title: "Sources",
    open: "Open in the file",
    matchTitle: "Compared with the best passage",
    match: (percent: number) => `Match ${percent}%`,
  },
  thread: {
    title: "Conversation",
    latest: "Jump to the latest message",
  },
  own: {
    copy: "Copy message",
    edit: "Edit message",
  },
} as const;
