/** The values that a chat gives its prompts' variables. */
export const variablesText = {
  title: "Variables",
  empty: "empty",
  missing: "Fill this in first",
  tooLong: "At most 10,000 characters",
  optional: "(optional)",
} as const;
