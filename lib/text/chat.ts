/** The words of the chat page. */
export const chatText = {
  loadingOlder: "Loading older messages",
  olderFailed: "Older messages couldn’t be loaded. Try again",
  loadingNewer: "Loading newer messages",
  newerFailed: "Newer messages couldn’t be loaded. Try again",
  markedMessage: (role: "user" | "assistant", start: string) =>
    `${role === "user" ? "Your message" : "The assistant’s reply"}: ${start}`,
  thinking: "Thinking…",
  thoughts: "Thoughts",
  thoughtFor: (ms: number) => `Thought for ${seconds(ms)}`,
  details: {
    button: "Details",
    model: "Model",
    time: "Time",
    duration: "Duration",
    firstText: "First words after",
    sent: "Tokens sent",
    received: "Tokens received",
    speed: "Speed",
    tokensPerSecond: (rate: number) => `${rate < 10 ? rate.toFixed(1) : Math.round(rate)} tokens/s`,
    cost: "Cost",
    unknown: "unknown",
    seconds: (ms: number) => seconds(ms),
  },
  why: "Why this answer",
} as const;

/** `850 ms`, `4 s`, `1 min 5 s`. */
function seconds(ms: number): string {
  if (ms < 1_000) return `${Math.max(1, Math.round(ms))} ms`;
  if (ms < 9_950) return `${Number((ms / 1_000).toFixed(1))} s`;
  const whole = Math.round(ms / 1_000);
  if (whole < 60) return `${whole} s`;
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
