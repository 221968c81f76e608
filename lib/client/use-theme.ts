import { useSyncExternalStore } from "react";
import { chosenTheme, onTheme, type Theme } from "./theme";

/** What was chosen; null as long as the page is as the server sent it. */
export function useTheme(): Theme | null {
  return useSyncExternalStore(onTheme, chosenTheme, () => null);
}

const DARK = "(prefers-color-scheme: dark)";

function subscribeToColours(listener: () => void): () => void {
  const system = matchMedia(DARK);
  system.addEventListener("change", listener);
  const end = onTheme(listener);
  return () => {
    system.removeEventListener("change", listener);
    end();
  };
}

function isDark(): boolean {
  const theme = chosenTheme();
  return theme === "system" ? matchMedia(DARK).matches : theme === "dark";
}

/** Whether the page is dark now; false on the server. */
export function useDark(): boolean {
  return useSyncExternalStore(subscribeToColours, isDark, () => false);
}
