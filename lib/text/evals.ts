import { plural } from "./plural";

/** Words of the pages about tests. */
export const evalsText = {
  suggestions: {
    title: "Suggested cases",
    link: "Suggestions",
    intro: (days: number) =>
      `Questions from your chats in the last ${plural(days, "day")} whose answers were rated bad, stopped, regenerated or asked again in other words.`,
    empty: "Nothing to suggest",
    emptyHint: (days: number) =>
      `In ${plural(days, "day")} no answer here was rated bad, stopped or repeated, or all of them are cases already.`,
    shared: (count: number) => `${plural(count, "question")} with passages in common`,
    add: "Create a case",
    added: "Saved as a test case",
    open: "Open",
    chat: "Show the chat",
    reasons: {
      "thumbs-down": "Thumbs-down",
      edited: "Asked in other words",
      regenerated: "Regenerated",
      stopped: "Stopped",
    },
    note: "What it should have said",
  },
  replace: {
    action: "Replace",
    label: (name: string) => `Replace ${name}`,
    title: "Replace this file?",
    description: (old: string, fresh: string) =>
      old === fresh
        ? `The new “${fresh}” has been read. The old one will be deleted here.`
        : `“${fresh}” has been read and replaces “${old}”, which will be deleted here.`,
    confirm: "Replace file",
    unread: (old: string) => `The new file couldn’t be read. “${old}” stays as it is.`,
  },
  nightly: { report: "The report", alarm: (set: string) => `“${set}” did worse last night` },
  usage: {
    title: "Tests",
    sentence: (of: { runs: number; answers: number; input: string; output: string; cost: string | null }) =>
      `${plural(of.runs, "run")} with ${plural(of.answers, "answer")} used ${of.input} input and ${of.output} output tokens` +
      `${of.cost === null ? "" : `, ${of.cost}`}. They are counted apart from the replies above.`,
  },
  report: {
    pairwise: ({
      candidate,
      baseline,
      ties,
      longer,
    }: {
      candidate: number;
      baseline: number;
      ties: number;
      longer: number;
    }) =>
      `Side by side, blind and in both orders: the candidate won ${candidate}, the baseline ${baseline}, ${plural(ties, "tie")}. ` +
      `The longer answer won ${longer} of ${candidate + baseline}.`,
    pages: "Changed cases",
    range: (from: number, to: number, of: number) => `${from} to ${to} of ${plural(of, "changed case")}`,
    previous: "Worse ones",
    next: "Next",
    unclear: "Needs a person to look",
    unclearHint: "The judge couldn’t tell. It counts for neither side.",
    requests: "Both requests",
    request: "The request",
    requestsGone: "What was sent is no longer kept.",
    candidate: "Candidate",
    baseline: "Baseline",
    sameMessages: (count: number) => `${plural(count, "message")} the same`,
  },
} as const;
