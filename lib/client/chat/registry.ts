import type { Effort, VariableValues } from "@/lib/schemas";
import { subscribe } from "../live";
import { announceChanges, hear } from "./live-chats";
import { ChatSession } from "./session";
import type { MessagePage } from "./thread";

/** Idle chats that stay in memory, so that going back to one shows it at once. */
const KEPT = 20;

const sessions = new Map<string, ChatSession>();
const unsent = new Map<string, ChatSession>();
const received = new WeakSet<object>();
const delivered = new WeakSet<object>();

if (typeof window !== "undefined") {
  subscribe((event) => {
    for (const session of openSessions()) hear(session, event);
    if (event.type === "chat-removed") sessions.delete(event.chatId);
  });
}

/** What a server page hands to the browser. */
export type InitialChat = MessagePage & {
  chatId: string;
  title: string;
  running: boolean;
  /** What it remembers for the prompts' variables. */
  variables?: VariableValues;
  model?: string | null;
  effort?: Effort | null;
};

/** The one session of a chat in this browser window; null stands for the project's new chat. */
export function chatSession(projectId: string, chatId: string | null, initial?: InitialChat): ChatSession {
  // On the server every render has its own: nothing may pass from one person's page to another's.
  if (typeof window === "undefined") return opened(new ChatSession(projectId, chatId), initial);
  const known = chatId === null ? unsent.get(projectId) : (sessions.get(chatId) ?? bound(projectId, chatId));
  if (known) {
    if (chatId) touch(chatId, known);
    return known;
  }
  const session = opened(new ChatSession(projectId, chatId), initial);
  announceChanges(session);
  if (chatId === null) unsent.set(projectId, session);
  else touch(chatId, session);
  return session;
}

function openSessions(): ChatSession[] {
  return [...sessions.values(), ...unsent.values()];
}

/** Data from a server page, once it is on screen; each such object counts once. Follows a reply that runs. */
export function deliver(session: ChatSession, initial: InitialChat): void {
  if (delivered.has(initial)) return;
  delivered.add(initial);
  if (!received.has(initial)) session.receive(initial, initial.running);
  else if (initial.running) void session.attach();
}

/** From now on the project's new chat is an empty one again. */
export function releaseUnsent(projectId: string): void {
  const session = unsent.get(projectId);
  if (!session || session.state.keys.length === 0) return;
  unsent.delete(projectId);
  const { chatId } = session.state;
  if (chatId) touch(chatId, session);
  else {
    // Sent, not yet accepted, and the page is left: it is found under its id as soon as it has one.
    const stop = session.subscribe(() => {
      if (session.state.chatId) {
        stop();
        touch(session.state.chatId, session);
      }
    });
  }
}

function bound(projectId: string, chatId: string): ChatSession | undefined {
  const session = unsent.get(projectId);
  return session?.state.chatId === chatId ? session : undefined;
}

function opened(session: ChatSession, initial?: InitialChat): ChatSession {
  if (!initial) return session;
  received.add(initial);
  const { model = null, effort = null } = initial;
  if (model || effort) session.set({ model, effort });
  session.replacePage(initial);
  session.markRendered();
  return session;
}

function touch(chatId: string, session: ChatSession): void {
  sessions.delete(chatId);
  sessions.set(chatId, session);
  for (const [id, other] of sessions) {
    if (sessions.size <= KEPT) return;
    if (!other.busy) sessions.delete(id);
  }
}
