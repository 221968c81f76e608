/** What became of a prompt or file; one that is the same stands elsewhere now. */
const KINDS = { added: "added", removed: "removed", changed: "changed", same: "moved" };
type Kind = keyof typeof KINDS;

/** Releases of a project and what is live. */
export const releasesText = {
  make: {
    made: (number: number) => `v${number} created`,
    title: "Create a release from the draft",
    description: "It keeps the prompts, settings and text of the files. Nothing goes live yet.",
    note: "Note",
    noteHint: "What’s new in this release",
    cancel: "Cancel",
    button: "Create release",
  },
  publish: {
    live: (number: number) => `v${number} is live`,
    rollBackTo: (number: number) => `Roll back to v${number}?`,
    title: (number: number) => `Publish v${number}?`,
    publish: "Publish",
    first: "It answers everyone from the next message. The draft stays as it is.",
    inPlace: (number: number) =>
      `It replaces v${number} for everyone from the next message. The draft stays as it is.`,
    gate: "Gate",
    pass: "Pass",
    fail: "Fail",
    override: "Publish anyway, because",
    overrideHint: "The reason stays on the release.",
    refused: "It didn’t go live",
    cancel: "Cancel",
    rollBack: "Roll back",
    same: "Nothing differs from what is live.",
    changes: "Changes",
    prompt: (position: number, kind: Kind) => `Prompt ${position}, ${KINDS[kind]}`,
    file: (name: string, kind: Kind) => `File ${KINDS[kind]}: ${name}`,
  },
  list: {
    unpublished: "Unpublished. The draft answers again.",
    make: "Create release",
    title: "Releases",
    draftAnswers:
      "The draft answers everyone. Publish a release to change the draft without affecting anyone.",
    liveAnswers: (number: number) =>
      `v${number} answers everyone. Changes to the draft affect nobody until you publish.`,
    none: "No releases yet",
    noneHint: "A release keeps the prompts, settings and text of the files as they are now.",
    live: "Live",
    filesGone: "Files deleted",
    overridden: "Gate overridden",
    by: (name: string) => ` by ${name}`,
    keeps: (size: string) => `, keeps ${size} of deleted files`,
    unpublish: "Unpublish",
    unpublishTitle: (number: number | null) => (number === null ? "Unpublish?" : `Unpublish v${number}?`),
    unpublishBody:
      "The draft answers everyone from the next message, with every change as it is made. Releases stay as they are.",
    rollBack: "Roll back",
    publish: "Publish",
    older: "Older releases",
    somebody: "someone",
    log: "Publishing history",
    published: "published",
    rolledBack: "rolled back to",
    wasUnpublished: "unpublished",
    although: (reason: string) => `, overriding its gate: “${reason}”`,
  },
} as const;
