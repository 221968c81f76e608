type Tone = "success" | "error" | "info";
export type ToastOptions = {
  description?: string;
  action?: { label: string; run: () => void };
  /** Milliseconds; Infinity stays until it is closed. */
  duration?: number;
  /** The same id replaces the toast that is there. */
  id?: string;
};
export type ToastRequest = { tone: Tone; text: string; options: ToastOptions };

/** What is asked for before the toaster is there waits here. */
const waiting: ToastRequest[] = [];
const listeners = new Set<() => void>();
let wanted = false;

function ask(tone: Tone, text: string, options: ToastOptions = {}): void {
  waiting.push({ tone, text, options });
  wanted = true;
  for (const listener of listeners) listener();
}

/** Short news about something the person just did. What they must not miss belongs in the page instead. */
export const toast = {
  success: (text: string, options?: ToastOptions) => ask("success", text, options),
  error: (text: string, options?: ToastOptions) => ask("error", text, options),
  info: (text: string, options?: ToastOptions) => ask("info", text, options),
};

/** Whether any toast was asked for yet. */
export const toastWanted = () => wanted;
export function takeToasts(): ToastRequest[] {
  return waiting.splice(0);
}
export function onToast(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
