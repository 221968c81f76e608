/** Tables and listings in replies. */
export const blockText = {
  table: "Table",
  copyMarkdown: "Copy table as Markdown",
  copyCsv: "Copy table as CSV",
  copyCode: "Copy code",
  expand: "Expand",
  wrap: "Wrap lines",
  code: (lang: string) => `Code, ${lang}`,
} as const;
