/** A person's own prompts. */
export const savedPromptsText = {
  title: "Your prompts",
  description: "Texts you use often. Type / at the start of a message to insert one, in any project.",
  name: "Name",
  namePlaceholder: "For example: Weekly report",
  content: "Text",
  add: "Add a prompt",
  save: "Save",
  cancel: "Cancel",
  none: "No prompts yet.",
  edit: (name: string) => `Edit ${name}`,
  remove: (name: string) => `Delete ${name}`,
  /** In the field that messages are written in. */
  menu: "Your prompts",
  files: "Files of this project",
  nothing: {
    file: { none: "This project has no files yet.", noMatch: "No matching files." },
    prompt: { none: "You have no prompts yet.", noMatch: "No matching prompts." },
  },
  manage: "Manage your prompts",
  loading: "Loading",
} as const;
