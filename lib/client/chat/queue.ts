import { draftKey, flushDrafts, readDraft, writeDraft } from "../drafts";
import type { MessageFile } from "./files";
import type { ChatSession } from "./session";

export type Queued = { key: number; text: string; files: MessageFile[] };
export type QueueState = {
  items: readonly Queued[];
  /** They wait for the person: the reply before them did not end well, or the page was loaded anew. */
  held: boolean;
};

/** Messages that can wait for one reply. */
export const QUEUE_MAX = 5;
const PREFIX = "queue:";
const EMPTY: QueueState = { items: [], held: false };
let counter = 0;

/**
 * Messages that wait until a chat's reply has ended. A reload keeps them in their tab, where they wait for the person; what a closed
 * tab leaves is the chat's draft.
 */
export class MessageQueue {
  readonly #session: ChatSession;
  #state = EMPTY;
  #listeners = new Set<() => void>();
  #sending = false;

  constructor(session: ChatSession) {
    this.#session = session;
    this.#restore();
    let seen = session.state.finished?.n ?? 0;
    let busy = session.busy;
    session.subscribe(() => {
      const { finished } = session.state;
      const ended = busy && !session.busy;
      busy = session.busy;
      if (!ended || this.#state.items.length === 0 || this.#sending) return;
      const whole = finished && finished.n !== seen && session.message(finished.key)?.status === "complete";
      seen = finished?.n ?? seen;
      if (whole) queueMicrotask(() => void this.sendNext());
      else this.#set({ ...this.#state, held: true });
    });
    window.addEventListener("pagehide", () => this.#keep());
  }

  get state(): QueueState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** @returns false when no more can wait */
  add(text: string, files: MessageFile[]): boolean {
    if (this.#state.items.length >= QUEUE_MAX) return false;
    this.#set({ ...this.#state, items: [...this.#state.items, { key: counter++, text, files }] });
    return true;
  }

  remove(key: number): void {
    const items = this.#state.items.filter((item) => item.key !== key);
    this.#set({ items, held: items.length > 0 && this.#state.held });
  }

  /** Sends the first one; what the server refuses stays and waits for the person. */
  async sendNext(): Promise<void> {
    const [next] = this.#state.items;
    if (!next || this.#sending || this.#session.busy) return;
    this.#sending = true;
    this.#set({ items: this.#state.items.slice(1), held: false });
    const outcome = await this.#session.send(next.text, { files: next.files });
    this.#sending = false;
    if (!outcome.ok) this.#set({ items: [next, ...this.#state.items], held: true });
  }

  #set(state: QueueState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }

  get #draftKey(): string {
    return draftKey(this.#session.projectId, this.#session.state.chatId);
  }

  /** The page goes: into this tab's own memory, and into the draft, which outlives the tab. */
  #keep(): void {
    const { items } = this.#state;
    if (items.length === 0) return;
    const draft = readDraft(this.#draftKey);
    try {
      sessionStorage.setItem(PREFIX + this.#draftKey, JSON.stringify({ items, draft }));
    } catch {
      // The draft has them.
    }
    writeDraft(this.#draftKey, [...items.map(({ text }) => text), draft].filter(Boolean).join("\n\n"));
    flushDrafts();
  }

  #restore(): void {
    try {
      const kept = sessionStorage.getItem(PREFIX + this.#draftKey);
      if (!kept) return;
      sessionStorage.removeItem(PREFIX + this.#draftKey);
      const { items, draft } = JSON.parse(kept) as { items: Queued[]; draft: string };
      writeDraft(this.#draftKey, draft);
      this.#state = { items: items.map((item) => ({ ...item, key: counter++ })), held: true };
    } catch {
      // Nothing was kept that could be read; the draft has the texts.
    }
  }
}

const bySession = new WeakMap<ChatSession, MessageQueue>();

/** The queue of a chat, in the browser. */
export function queueOf(session: ChatSession): MessageQueue {
  const known = bySession.get(session) ?? new MessageQueue(session);
  bySession.set(session, known);
  return known;
}
