/** The projects' page and their cards. */
export const projectsText = {
  pin: "Pin to the top",
  unpin: "Unpin",
  pinned: "Pinned",
  icon: "Icon",
  iconHint: "One character, such as an emoji. It stands for the project in lists.",
  noIcon: "No icon",
  color: "Color",
  starters: "Conversation starters",
  startersHint:
    "One a line. An empty chat offers them; a line that ends in “…” is put into the message to be completed.",
  startersExample: "How long does delivery take?\nWrite a reply to this customer: …",
  colors: {
    gray: "Gray",
    red: "Red",
    orange: "Orange",
    green: "Green",
    teal: "Teal",
    blue: "Blue",
    violet: "Violet",
    pink: "Pink",
  },
} as const;
