import type { Effort } from "@/lib/schemas/effort";
import { ApiError, messageOf } from "../api";
import { type MessagePage, mergeNewest, type PlacedPage, type ThreadMessage } from "./thread";

/**
 * `submitting`: the server has not taken the request yet; `reconnecting`: the reply goes on there, unseen here.
 * Anything but `idle` means that a reply is under way.
 */
export type Phase = "idle" | "submitting" | "streaming" | "reconnecting" | "stopping";
/** `retryAfter` in seconds from the moment it came. */
export type Notice = {
  kind: "error" | "info";
  message: string;
  retryAfter?: number;
  /** The server was not reached at all. */
  unreachable?: true;
};

export type ThreadState = {
  chatId: string | null;
  /** As the server said it last; null before. */
  title: string | null;
  /** Answers here in place of the project's; null: the project's. */
  model: string | null;
  /** How long a model that reasons thinks here; null: as it likes. */
  effort: Effort | null;
  /** False until the server's messages are here. */
  loaded: boolean;
  loadError: unknown;
  keys: readonly string[];
  phase: Phase;
  runningKey: string | null;
  older: { cursor: string | null; state: "idle" | "loading" | "failed" };
  /** Whether the branch goes on behind what is shown: so where somebody looks at a place far back. */
  newer: { more: boolean; state: "idle" | "loading" | "failed" };
  /** The message that a link led to; `n` counts them. */
  marked: { id: string; n: number } | null;
  notice: Notice | null;
  /** The reply that ended last while this page followed; `n` counts them. */
  finished: { key: string; n: number } | null;
};

/** Nothing comes behind what is shown. */
export const END: ThreadState["newer"] = { more: false, state: "idle" };

/**
 * What a thread shows, outside React. Each message can be watched alone: while a reply grows, only its own view hears
 * a new value. `generation` rises with everything that makes an answer under way out of date.
 */
export class ThreadStore {
  generation = 0;
  /** When the server's messages were taken over last (epoch ms). */
  laidAt = 0;
  /** What the server rendered: a page that comes to life must begin with exactly that, whatever has happened since. */
  #rendered: { state: ThreadState; messages: ReadonlyMap<string, ThreadMessage> } | null = null;
  #state: ThreadState;
  #messages = new Map<string, ThreadMessage>();
  #listeners = new Set<() => void>();
  #watchers = new Map<string, Set<() => void>>();

  /** How often this person has rated here, and how, by message. */
  protected ratings = 0;
  readonly #rated = new Map<string, { feedback: ThreadMessage["feedback"]; number: number }>();

  constructor(chatId: string | null) {
    this.#state = {
      chatId,
      title: null,
      model: null,
      effort: null,
      loaded: chatId === null,
      loadError: null,
      keys: [],
      phase: "idle",
      runningKey: null,
      older: { cursor: null, state: "idle" },
      newer: END,
      marked: null,
      notice: null,
      finished: null,
    };
  }

  get state(): ThreadState {
    return this.#state;
  }

  get busy(): boolean {
    return this.#state.phase !== "idle";
  }

  message(key: string): ThreadMessage | undefined {
    return this.#messages.get(key);
  }

  /** The state and messages that {@link markRendered} kept; the present ones where nothing was. */
  get renderedState(): ThreadState {
    return this.#rendered?.state ?? this.#state;
  }

  renderedMessage(key: string): ThreadMessage | undefined {
    return (this.#rendered?.messages ?? this.#messages).get(key);
  }

  /** All messages as {@link markRendered} kept them. */
  renderedAll(): ThreadMessage[] {
    return this.renderedState.keys.flatMap((key) => this.renderedMessage(key) ?? []);
  }

  markRendered(): void {
    this.#rendered = { state: this.#state, messages: new Map(this.#messages) };
  }

  all(): ThreadMessage[] {
    return this.#state.keys.flatMap((key) => this.#messages.get(key) ?? []);
  }

  /** Hears of every change of `state`. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Hears of every change of one message, and of no other. */
  watch(key: string, listener: () => void): () => void {
    const watchers = this.#watchers.get(key) ?? new Set();
    this.#watchers.set(key, watchers.add(listener));
    return () => {
      watchers.delete(listener);
      if (watchers.size === 0 && this.#watchers.get(key) === watchers) this.#watchers.delete(key);
    };
  }

  set(patch: Partial<ThreadState>): void {
    this.#state = { ...this.#state, ...patch };
    for (const listener of [...this.#listeners]) listener();
  }

  show(messages: ThreadMessage[], more: Partial<ThreadState> = {}): void {
    this.#messages = new Map(messages.map((message) => [message.key, message]));
    const keys = messages.map((message) => message.key);
    const shown = this.#state.keys;
    const same = keys.length === shown.length && keys.every((key, i) => key === shown[i]);
    this.set({ ...more, keys: same ? shown : keys });
    this.#tell(this.#watchers.keys());
  }

  replace(...messages: ThreadMessage[]): void {
    for (const message of messages) this.#messages.set(message.key, message);
    this.#tell(messages.map((message) => message.key));
  }

  /** Whether the page begins with something that is shown: then what lies before it can stay. */
  overlaps(page: MessagePage): boolean {
    const id = page.messages[0]?.id;
    return this.all().some((message) => message.id === id);
  }

  /** Takes over the newest page of the branch. */
  replacePage(page: MessagePage, asOf = this.ratings): void {
    this.laidAt = Date.now();
    const { messages, before } = mergeNewest(this.all(), this.#withRatings(page, asOf));
    const older = before ? this.#state.older : { cursor: page.nextCursor, state: "idle" as const };
    this.show(messages, { older, newer: END, loaded: true, loadError: null });
  }

  /** Shows a page from the middle of the branch in place of all that was there. */
  protected placePage(page: PlacedPage, asOf: number): void {
    this.laidAt = Date.now();
    const { messages } = mergeNewest(
      this.all().filter(({ id }) => page.messages.some((message) => message.id === id)),
      this.#withRatings(page, asOf),
    );
    this.show(messages, {
      older: { cursor: page.nextCursor, state: "idle" },
      newer: { more: page.newer, state: "idle" },
      loaded: true,
      loadError: null,
    });
  }

  /** A person rated a message, or took the rating back. */
  protected noteRating(id: string, feedback: ThreadMessage["feedback"]): void {
    this.ratings += 1;
    this.#rated.set(id, { feedback, number: this.ratings });
  }

  /** A page that was asked for when there were `asOf` ratings does not know of later ones. */
  #withRatings(page: MessagePage, asOf: number): MessagePage {
    const messages = page.messages.map((message) => {
      const rated = this.#rated.get(message.id);
      if (!rated || rated.number <= asOf) return message;
      const { feedback: _, ...rest } = message;
      return rated.feedback ? { ...rest, feedback: rated.feedback } : rest;
    });
    return { ...page, messages };
  }

  fail(error: unknown, more: Partial<ThreadState> = {}): void {
    const retryAfter = error instanceof ApiError ? error.retryAfter : null;
    const notice: Notice = { kind: "error", message: messageOf(error) };
    if (retryAfter !== null) notice.retryAfter = retryAfter;
    if (error instanceof ApiError && error.status === 0) notice.unreachable = true;
    this.set({ ...more, notice });
  }

  #tell(keys: Iterable<string>): void {
    for (const key of [...keys]) for (const watcher of [...(this.#watchers.get(key) ?? [])]) watcher();
  }
}
