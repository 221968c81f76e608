/** The projects' page and their cards. */
export const projectsText = {
  pin: "Pin to the top",
  unpin: "Unpin",
  pinned: "Pinned",
  icon: "Icon",
  iconHint: "One sign, mostly an emoji. It stands for the project in lists.",
  noIcon: "No icon",
  color: "Color",
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
