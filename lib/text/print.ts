/** A chat on paper. */
export const printText = {
  print: "Print",
  file: "File",
  user: "You",
  assistant: "Assistant",
  attached: "Attached:",
} as const;
