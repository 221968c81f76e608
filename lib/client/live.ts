import type { Chat, ProjectFile } from "@/lib/schemas";

/** News about the person's own things, from this tab or (through `/api/events`) from elsewhere. */
export type LiveEvent =
  /** A chat is new, or its title, activity or running state changed. */
  | { type: "chat"; chat: Chat }
  | { type: "chat-removed"; projectId: string; chatId: string }
  | { type: "file"; projectId: string; file: ProjectFile }
  | { type: "file-removed"; projectId: string; fileId: string }
  | { type: "project"; project: { id: string; name: string } }
  | { type: "project-removed"; projectId: string };

type Listener = (event: LiveEvent) => void;
const listeners = new Set<Listener>();

/** Tells every part of this page at once, for instance after the first send of a chat. */
export function publish(event: LiveEvent): void {
  for (const listener of [...listeners]) listener(event);
}

/** @returns the function that ends the subscription. */
export function subscribe(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
