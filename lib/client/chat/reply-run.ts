import type { Message } from "@/lib/schemas";
import { ApiError } from "../api";
import { Coalescer } from "../scheduler";
import { followReply } from "./follow";
import { ReplyBuilder } from "./reply";
import { isLocal, renamed, type ThreadMessage } from "./thread";
import type { Phase, ThreadStore } from "./thread-store";
import type { ChatTransport } from "./transport";

/** Shortest time between two frames of a growing reply, in ms; what arrives in between is shown together. */
const FRAME_MS = 50;
/** How long Stop waits for the server to take the request, in ms, before the request itself is given up. */
const STOP_PATIENCE_MS = 5_000;

export type OpenReply = (lastEventId: string | null, signal: AbortSignal) => Promise<Response | null>;

/** One reply under way, as this page follows it: from the request over any number of connections to its end. */
export class ReplyRun {
  /** The server has told which reply this is. */
  started = false;
  readonly key: string;
  readonly #store: ThreadStore;
  readonly #transport: ChatTransport;
  readonly #abort = new AbortController();
  readonly #builder = new ReplyBuilder();
  readonly #frames = new Coalescer(() => this.#frame(), FRAME_MS);
  #stopWanted = false;

  constructor(store: ThreadStore, transport: ChatTransport, key: string) {
    this.#store = store;
    this.#transport = transport;
    this.key = key;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /**
   * Makes the request. Two more attempts when the server could not be reached or is out of order; its
   * Idempotency-Key makes that safe. @throws ApiError
   */
  async request(open: (signal: AbortSignal) => Promise<Response>): Promise<Response> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await open(this.signal);
      } catch (error) {
        const again = error instanceof ApiError && (error.status === 0 || error.status === 503);
        const offline = typeof navigator !== "undefined" && navigator.onLine === false;
        if (this.signal.aborted || !again || attempt === 2 || offline) throw error;
        await new Promise((resolve) => setTimeout(resolve, 400 * (attempt + 1)));
      }
    }
  }

  /** Follows the reply to its end; `gone` when the server only says that nothing runs any more. @throws ApiError */
  async follow(first: Response | null, reopen: OpenReply): Promise<"ended" | "gone"> {
    try {
      return await followReply({
        builder: this.#builder,
        signal: this.signal,
        first,
        reopen: (lastEventId) => reopen(lastEventId, this.signal),
        onStart: () => this.#onStart(),
        onChange: () => this.#frames.request(),
        throttle: () => this.#frames.throttle(),
        onConnected: () => this.#onConnected(),
        onLost: () => this.#phase("reconnecting"),
      });
    } finally {
      if (!this.signal.aborted) this.#frames.flush();
      this.#frames.cancel();
    }
  }

  /** Asks the server to end the reply; before it has accepted one, as soon as it has. */
  async stop(): Promise<void> {
    this.#stopWanted = true;
    this.#store.set({ phase: "stopping" });
    if (this.started) return this.#sendStop();
    setTimeout(() => {
      if (!this.started) this.leave();
    }, STOP_PATIENCE_MS);
  }

  /** Ends the following, not the reply. */
  leave(): void {
    this.#abort.abort(new DOMException("The page follows something else", "AbortError"));
    this.#frames.cancel();
  }

  #onStart(): void {
    this.started = true;
    const { facts } = this.#builder;
    const reply = this.#store.message(this.key);
    if (reply && facts.messageId && reply.id !== facts.messageId) {
      this.#adopt(reply, facts.messageId, facts.parentId);
    }
    const chatId = facts.chatId ?? this.#store.state.chatId;
    if (chatId !== this.#store.state.chatId) this.#store.set({ chatId });
    this.#phase("streaming");
    if (this.#stopWanted) void this.#sendStop();
  }

  #adopt(reply: ThreadMessage, id: string, parentId: string | undefined): void {
    const all = this.#store.all();
    const user = all[all.findIndex((message) => message.key === reply.key) - 1];
    const asked = user && parentId && isLocal(user.id) ? [renamed(user, parentId)] : [];
    this.#store.replace(...asked, { ...renamed(reply, id), parentId: parentId ?? reply.parentId });
  }

  #onConnected(): void {
    if (this.#store.state.phase === "reconnecting") this.#phase("streaming");
    if (this.#stopWanted && this.started) void this.#sendStop();
  }

  #phase(phase: Phase): void {
    const next = this.#stopWanted && phase === "streaming" ? "stopping" : phase;
    if (this.#store.state.phase !== next) this.#store.set({ phase: next });
  }

  /** All that arrived since the last frame. A replay shows nothing until it has caught up with the screen. */
  #frame(): void {
    const message = this.#store.message(this.key);
    const { facts, ended, length } = this.#builder;
    if (!message || (!ended && length < lengthOf(message))) return;
    const { model, usage, finishReason, createdAt, errorText, failure } = facts;
    this.#store.replace({
      ...message,
      parts: this.#builder.parts(),
      status: ended ? (facts.status ?? "complete") : "streaming",
      ...(model ? { model } : {}),
      ...(usage ? { usage } : {}),
      ...(finishReason ? { finishReason } : {}),
      ...(createdAt ? { createdAt } : {}),
      ...(errorText === undefined ? {} : { errorText }),
      ...(failure ? { failure } : {}),
    });
  }

  async #sendStop(): Promise<void> {
    const { chatId } = this.#store.state;
    if (!chatId) return;
    try {
      await this.#transport.stop(chatId);
    } catch (error) {
      // Unreachable: asked again as soon as the connection is back.
      if (error instanceof ApiError && error.status === 0) return;
      if (this.signal.aborted || !this.#store.busy) return;
      this.#stopWanted = false;
      this.#store.fail(error, { phase: "streaming" });
    }
  }
}

function lengthOf(message: Message): number {
  return message.parts.reduce(
    (sum, part) => sum + (part.type === "text" || part.type === "reasoning" ? part.text.length : 0),
    0,
  );
}
