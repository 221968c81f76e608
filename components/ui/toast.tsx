"use client";

import { lazy, Suspense, useSyncExternalStore } from "react";

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

/** The toaster's code is fetched when the first toast is asked for; what is asked meanwhile waits here. */
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

export function takeToasts(): ToastRequest[] {
  return waiting.splice(0);
}
export function onToast(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const Host = lazy(() => import("./toast-host"));

/** Placed once, in the root layout. */
export function Toaster() {
  const needed = useSyncExternalStore(
    onToast,
    () => wanted,
    () => false,
  );
  return needed ? (
    <Suspense>
      <Host />
    </Suspense>
  ) : null;
}
