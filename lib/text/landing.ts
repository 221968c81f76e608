/** The start page. */
export const landingText = {
  preview: {
    project: "Support desk",
    prompts: "Prompts",
    prompt: "You answer customers of a small bicycle shop. Be brief and kind.",
    rule: "Prices come from the price list only.",
    files: "Files",
    priceFile: "price-list.pdf",
    returnsFile: "returns.md",
    settings: "Settings",
    temperature: "Temperature 0.3",
    maximum: "Up to 1,000 tokens",
    question: "A customer wants to return a helmet after five weeks. What do I tell them?",
    answer:
      "Returns are free within 30 days, so five weeks is just past it. A helmet that was never worn may still go back for store credit:",
    photo: "ask for a photo of the inside and the tag,",
    credit: "offer credit for the price they paid,",
    crash: "mention the crash replacement at half price.",
    source: "returns.md, “After 30 days”",
    ask: "Ask anything",
  },
  page: {
    prompts: "Shape it with prompts",
    promptsText:
      "Say once who it is, what it knows and how it should answer. Keep versions, compare them, go back to any of them.",
    files: "Give it your files",
    filesText: "Drop in documents, tables and source code. Replies use them and name the passage.",
    chats: "Chats that keep going",
    chatsText: "Replies stream in and carry on when you close the tab. Branch, regenerate, pick up tomorrow.",
    http: "The same over HTTP",
    httpText: "Everything the browser does is one REST API with tokens, streaming and an OpenAPI document.",
    account: "Account",
    signIn: "Sign in",
    open: "Open your projects",
    start: "Get started",
    intro:
      "Give a project its prompts, files and settings, and talk to it: in the browser, on your phone, or from your own code. It runs on your machine, with any model you like.",
    first: "Create your first assistant",
    noKey: "No key needed to try it: a demo model answers until you connect one.",
    does: "What it does",
    one: "One request, one answer",
    oneText:
      "A project is an endpoint as well. Send a message, read the reply whole or as a stream, and find the conversation in the browser afterwards.",
    licensed: (name: string) => `${name} is open source under the MIT license.`,
  },
} as const;
