/** The words of the chat page. */
export const chatText = {
  loadingOlder: "Loading older messages",
  olderFailed: "Older messages did not load. Try again",
  loadingNewer: "Loading newer messages",
  newerFailed: "Newer messages did not load. Try again",
  markedMessage: (role: "user" | "assistant", start: string) =>
    `${role === "user" ? "Your message" : "The assistant’s reply"}: ${start}`,
} as const;
