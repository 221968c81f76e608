/** The guides that the product shows of itself: the name in the address is the file's in `docs/`. */
export const docsText = {
  title: "Documentation",
  intro: "How to run it, and what it can do beyond the chat.",
  reference: { title: "API reference", text: "Every operation, in curl, Node and Python." },
  guides: {
    operating: { title: "Running it", text: "Installing, settings, backups, several processes, security." },
    evals: {
      title: "Releases and tests",
      text: "Know that a change made an assistant better before it goes live.",
    },
    embed: { title: "On your website", text: "One script tag, or a plain link." },
    mcp: { title: "In other programs", text: "An assistant as an MCP server, for editors and agents." },
    webhooks: { title: "Webhooks", text: "Tell another program when a reply, a rating or a file is there." },
  },
} as const;
