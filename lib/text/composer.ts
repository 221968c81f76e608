import { plural } from "./plural";

/** The field that messages are written in, and what an empty chat offers. */
export const composerText = {
  queue: "Waiting messages",
  waiting: (count: number) => `${plural(count, "message")} will be sent after this reply`,
  heldBack: "Not sent yet, as the previous reply didn’t finish",
  sendNow: "Send now",
  cancelQueued: "Cancel this message",
  queueIt: "Send after this reply",
  queueFull: "No more messages can wait. Cancel one first.",
  starters: "Suggestions",
  general: [
    "What can you help me with?",
    "Help me plan my week. Ask me what you need to know.",
    "Explain a hard idea in simple words, with an example.",
  ],
  providerDown: "The AI provider can’t be reached right now.",
  modelGone: (model: string) => `${model} is no longer available.`,
  tryAgain: "Try again",
  chooseModel: "Choose another model",
  chooseHere: "Choose another model below",
  connections: "Check the connection",
  askOwner: "Ask the owner of this project, or try again later.",
  attachments: {
    title: "Attached files",
    retry: (name: string) => `Try to upload ${name} again`,
    cancel: (name: string) => `Cancel ${name}`,
    remove: (name: string) => `Remove ${name}`,
    unseen: (model: string) => `${model} can’t see pictures: it gets only their names.`,
    reading: "Reading…",
    uploading: (percent: number) => `Uploading ${percent}%`,
  },
  field: {
    noFolders: "Folders can’t be attached. Drop the files inside them.",
    form: "New message",
    drop: "Drop to attach to your message",
    label: "Message",
    attach: "Attach files",
    tooLong: (count: string) => `${count} characters too long. Attach it as a file instead.`,
    tooManyFiles: (max: number) => `A message can have at most ${max} files.`,
  },
  model: {
    current: (name: string) => `Model: ${name}`,
    title: "Model for this chat",
    ofProject: "this project’s model",
  },
  paste: {
    title: "Large paste",
    size: (lines: number, characters: number) =>
      `${plural(lines, "line")}, ${plural(characters, "character")}`,
    lead: "That’s a lot of text.",
    asFile: "Attach as a file",
    asText: "Paste as text",
    cancel: "Cancel",
    limit: (max: string) => `; a message can have at most ${max}`,
  },
  send: {
    send: "Send",
    stop: "Stop",
  },
} as const;
