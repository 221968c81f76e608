import { remember } from "./remember";

/**
 * The theme. Its one place is the class of the root element: `light`, `dark`, or neither for what the system says, which
 * `app/globals.css` follows by itself. A cookie lets the server set the class, so that no script has to run before the first paint.
 */
const NAMES = ["system", "light", "dark"] as const;
export type Theme = (typeof NAMES)[number];
export const THEME_COOKIE = "theme";

/** Whatever a cookie or another tab says. */
export const themeFrom = (value: unknown): Theme => NAMES.find((name) => name === value) ?? "system";

const listeners = new Set<() => void>();

function apply(theme: Theme): void {
  const { classList } = document.documentElement;
  // Colours that change by the theme jump at once, instead of each on its own transition.
  classList.add("theme-changes");
  classList.remove("light", "dark");
  if (theme !== "system") classList.add(theme);
  void getComputedStyle(document.body).color;
  classList.remove("theme-changes");
  for (const listener of listeners) listener();
}

let tabs: BroadcastChannel | null = null;

/** The other tabs' choices hold here as well. @returns how to end it. */
export function followTabs(): () => void {
  const channel = new BroadcastChannel(THEME_COOKIE);
  channel.onmessage = ({ data }) => apply(themeFrom(data));
  tabs = channel;
  return () => {
    channel.close();
    tabs = null;
  };
}

export function setTheme(theme: Theme): void {
  remember(THEME_COOKIE, theme);
  apply(theme);
  tabs?.postMessage(theme);
}

export function onTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was chosen, in the browser. */
export function chosenTheme(): Theme {
  const { classList } = document.documentElement;
  return themeFrom(NAMES.find((name) => classList.contains(name)));
}
