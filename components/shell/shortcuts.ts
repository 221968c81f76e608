import { paletteText } from "@/lib/text/palette";

/** Every shortcut, for the help sheet. `mod` is ⌘ or Ctrl. */
export const SHORTCUTS: { group: string; items: { keys: string[]; label: string }[] }[] = [
  {
    group: paletteText.shortcuts.anywhere,
    items: [
      { keys: ["mod", "K"], label: paletteText.shortcuts.search },
      { keys: ["mod", "Shift", "O"], label: paletteText.shortcuts.newChat },
      { keys: ["mod", "B"], label: paletteText.shortcuts.sidebar },
      { keys: ["?"], label: paletteText.shortcuts.list },
      { keys: ["Esc"], label: paletteText.shortcuts.close },
    ],
  },
  {
    group: paletteText.shortcuts.chat,
    items: [
      { keys: ["Enter"], label: paletteText.shortcuts.send },
      { keys: ["Shift", "Enter"], label: paletteText.shortcuts.newLine },
      { keys: ["Esc"], label: paletteText.shortcuts.escape },
      { keys: ["mod", "P"], label: paletteText.shortcuts.print },
    ],
  },
  {
    group: paletteText.shortcuts.prompts,
    items: [
      { keys: ["mod", "S"], label: paletteText.shortcuts.save },
      { keys: ["Alt", "↑"], label: paletteText.shortcuts.up },
      { keys: ["Alt", "↓"], label: paletteText.shortcuts.down },
    ],
  },
];
