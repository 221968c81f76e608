/** Tables and listings in replies. */
export const blockText = {
  table: "Table",
  copyMarkdown: "Copy table as Markdown",
  copyCsv: "Copy table as CSV",
  copyCode: "Copy code",
  expand: "Expand",
  wrap: "Wrap lines",
  code: (lang: string) => `Code, ${lang}`,
  diagram: {
    failed: "This diagram can’t be drawn, so its text is shown.",
    title: "Diagram",
    asText: "Show as text",
    copy: "Copy code",
    summary: (text: string) => `Diagram, as text: ${text}`,
  },
  formula: {
    title: "Formula",
  },
  image: {
    image: "Image",
    show: (alt: string, host: string) => `Show ${alt ? `“${alt}”` : "image"} from ${host}`,
    notShown: (alt: string, host: string) => `${alt || "Image"} (from ${host}, not shown)`,
    broken: (alt: string) => `${alt || "Image"} (couldn’t be loaded)`,
  },
  list: {
    task: "Task",
    table: (columns: string) => `Table: ${columns}`,
    plainTable: "Table",
  },
} as const;
