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
} as const;
