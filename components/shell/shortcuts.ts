/** Every shortcut, for the help sheet. `mod` is ⌘ or Ctrl. */
export const SHORTCUTS: { group: string; items: { keys: string[]; label: string }[] }[] = [
  {
    group: "Anywhere",
    items: [
      { keys: ["mod", "K"], label: "Search and go anywhere" },
      { keys: ["mod", "Shift", "O"], label: "New chat in this project" },
      { keys: ["mod", "B"], label: "Show or hide the sidebar" },
      { keys: ["?"], label: "This list" },
      { keys: ["Esc"], label: "Close what is open" },
    ],
  },
  {
    group: "Chat",
    items: [
      { keys: ["Enter"], label: "Send" },
      { keys: ["Shift", "Enter"], label: "New line" },
      { keys: ["Esc"], label: "Leave editing, then stop the reply" },
    ],
  },
  {
    group: "Prompts",
    items: [
      { keys: ["mod", "S"], label: "Save" },
      { keys: ["Alt", "↑"], label: "Move the prompt up" },
      { keys: ["Alt", "↓"], label: "Move the prompt down" },
    ],
  },
];
