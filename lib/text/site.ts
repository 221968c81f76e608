/** What the product says of itself: in titles, to search engines, and where a link to it is shown. */
export const siteText = {
  tagline: "Assistants that know how you work",
  description:
    "Make your own AI assistants from prompts, files and any model, and chat with them in the browser or over HTTP.",
  picture: "A chat with an assistant that answers from a handbook and names the page",
  more: "More",
  docs: "Documentation",
  reference: "API reference",
  source: "Source",
  shared: (day: string) => `A chat with an AI assistant, shared on ${day}.`,
} as const;
