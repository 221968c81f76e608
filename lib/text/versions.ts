import { plural } from "./plural";

/** The history of a project's prompts and settings. */
export const versionsText = {
  restore: {
    done: (number: number) => `Version ${number} restored`,
    undo: "Undo",
    changed: "The project has changed since you opened this page. Look at the changes again first.",
    undone: "Undone",
    button: "Restore",
    title: (number: number) => `Restore version ${number}?`,
    body: "Prompts and settings go back to this version. The current ones stay in the list, so you can go back.",
  },
  changes: {
    none: "No changes.",
    prompts: "Prompts",
    unchanged: (prompts: number) => `${plural(prompts, "prompt")} unchanged.`,
    settings: "Settings",
    setting: "Setting",
    before: "Before",
    after: "After",
    added: "Added",
    removed: "Removed",
    changed: "Changed",
    prompt: "Prompt",
    moved: (from: number, to: number) => `Moved from position ${from} to ${to}`,
  },
  diff: {
    hidden: (characters: number) => plural(characters, "unchanged character"),
    changesOnly: "Show changes only",
    all: "Show all",
  },
  list: {
    title: "Versions",
    version: (number: number) => `Version ${number}`,
    current: "Current",
    by: " by ",
  },
  link: {
    versions: "Versions",
  },
} as const;
