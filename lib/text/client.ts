import { plural } from "./plural";

/** What the browser itself says when a request or an upload fails. */
export const clientText = {
  request: {
    unreachable: "The server can’t be reached. Check your connection and try again.",
    tooMany: (wait: string) => `Too many requests. Try again in ${wait}.`,
    wrong: "Something went wrong. Try again.",
    moment: "a moment",
    seconds: (count: number) => plural(count, "second"),
    minutes: (count: number) => plural(count, "minute"),
    unexpected: "The server gave an unexpected answer. Try again.",
  },
  upload: {
    failed: "The upload failed",
    noText: "No text could be read. Only its name is sent.",
    unreadable: (kind: string) => `This is ${kind}, which can’t be read`,
    kinds: {
      video: "a video",
      sound: "an audio file",
      archive: "an archive",
      program: "a program",
      oldOffice: "a file in an old Office format",
    },
    empty: "The file is empty",
    tooLarge: (max: string) => `Larger than ${max}`,
  },
  chat: {
    waitForReply: "Wait for the reply to end.",
    noMessage: "That message is no longer in this chat.",
  },
  variables: {
    fillIn: (names: string) => `Fill in ${names} first.`,
    tooLong: (name: string) => `${name} is too long: at most 10,000 characters.`,
  },
  visit: {
    ended: "Your visit has ended. Ask again to begin a new one.",
  },
} as const;
