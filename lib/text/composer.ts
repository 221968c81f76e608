import { plural } from "./plural";

/** The field that messages are written in, and what an empty chat offers. */
export const composerText = {
  queue: "Waiting messages",
  waiting: (count: number) => `${plural(count, "message")} will be sent after this reply`,
  heldBack: "Not sent yet, as the reply before did not end by itself",
  sendNow: "Send now",
  cancelQueued: "Cancel this message",
  queueIt: "Send after this reply",
  queueFull: "No more messages can wait. Cancel one first.",
  starters: "Ways to begin",
  general: [
    "What can you help me with?",
    "Help me plan my week. Ask me what you need to know.",
    "Explain a hard idea in simple words, with an example.",
  ],
  providerDown: "The AI provider can’t be reached right now.",
  modelGone: (model: string) => `${model} is not offered any more.`,
  tryAgain: "Try again",
  chooseModel: "Choose another model",
  chooseHere: "Choose another model below",
  connections: "Check the connection",
  askOwner: "Ask the owner of this project, or try again later.",
} as const;
