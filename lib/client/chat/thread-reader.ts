import type { ChatDetail } from "@/lib/schemas";
import { clientText } from "@/lib/text/client";
import { ApiError } from "../api";
import { fromServer, type MessagePage } from "./thread";
import { END, ThreadStore } from "./thread-store";
import type { ChatTransport } from "./transport";

/** Messages that are read at once. */
export const PAGE = 50;
/** What a chat opens with; as many as the server renders a page with. */
const NEWEST = 30;
/** Somebody who looks again later than this (ms) gets what changed meanwhile, heard of or not. */
const FRESH_MS = 3_000;
/** Enough to cover a message, its reply and what a second device may have added meanwhile. */
const RECONCILE_PAGE = 4;
const GONE = clientText.chat.noMessage;

type Newest = { page: MessagePage; chat: ChatDetail; asOf: number };

/** Brings a thread to what the server has: when it is opened, looked at again, scrolled back, and after a reply. */
export abstract class ThreadReader extends ThreadStore {
  protected readonly transport: ChatTransport;
  /** The message that is being looked for. */
  #seeking: string | null = null;
  #viewers = 0;
  #stale = false;
  #preloading: Promise<Newest> | null = null;
  /** Counts refreshes: the last one begun has the last word. */
  #refreshes = 0;

  constructor(chatId: string | null, transport: ChatTransport) {
    super(chatId);
    this.transport = transport;
  }

  /** Follows the reply that runs on the server, if any. */
  abstract attach(): Promise<void>;
  /** Stops following; what runs on the server goes on, and {@link refresh} finds it again. */
  abstract leave(): void;

  /** A place further back is shown, or about to be: the newest messages don't belong on the screen. */
  get away(): boolean {
    return this.state.newer.more || this.#seeking !== null;
  }

  /**
   * Shows one message and marks it: where it is loaded already, else in the page about it. One of another branch makes that the
   * chat's active one, as a choice among siblings does.
   */
  async showMessage(id: string): Promise<void> {
    const { chatId } = this.state;
    if (!chatId) return;
    const mark = { id, n: (this.state.marked?.n ?? 0) + 1 };
    if (this.all().some((message) => message.id === id)) {
      this.#seeking = null;
      return this.set({ marked: mark });
    }
    if (this.state.phase === "submitting") return;
    this.#seeking = id;
    const asOf = this.ratings;
    try {
      const page = await this.transport.messagesAt(chatId, { limit: PAGE, around: id });
      if (this.#seeking !== id) return;
      if (!page.active) await this.transport.activate(chatId, id);
      if (this.#seeking !== id) return;
      if (this.busy) this.leave();
      this.generation++;
      this.#seeking = null;
      this.placePage(page, asOf);
      this.set({ marked: mark });
      // The chat's title and model, and the reply that may be running at the end.
      void this.refresh();
    } catch (error) {
      if (this.#seeking !== id) return;
      this.#seeking = null;
      if (!this.state.loaded) void this.refresh();
      const gone = error instanceof ApiError && error.status === 404;
      this.fail(gone ? new ApiError({ status: 404, code: "not_found", message: GONE }) : error);
    }
  }

  /** Back from a place further back to the newest messages. */
  async toNewest(): Promise<void> {
    this.#seeking = null;
    if (this.state.marked) this.set({ marked: null });
    if (!this.state.newer.more) return;
    this.set({ newer: END });
    await this.refresh();
  }

  /** What follows the place that is shown. */
  async loadNewer(): Promise<void> {
    const { chatId, newer } = this.state;
    const after = this.all().at(-1)?.id;
    if (!chatId || !after || !newer.more || newer.state === "loading") return;
    const generation = this.generation;
    this.set({ newer: { more: true, state: "loading" } });
    const still = () => generation === this.generation && this.all().at(-1)?.id === after;
    try {
      const page = await this.transport.messagesAt(chatId, { limit: PAGE, after });
      if (!still()) return;
      const messages = [...this.all(), ...page.messages.map((message) => fromServer(message))];
      this.show(messages, { newer: { more: page.newer, state: "idle" } });
      if (!page.newer) void this.refresh();
    } catch {
      if (still()) this.set({ newer: { more: true, state: "failed" } });
    }
  }

  /** Takes the newest page from the server and follows the reply that is running there. */
  receive(page: MessagePage, running: boolean, asOf = this.ratings): void {
    if (this.busy || this.away) return;
    this.replacePage(page, asOf);
    if (running || page.messages.at(-1)?.status === "streaming") void this.attach();
  }

  /** Fetches the newest page for somebody who is likely to look soon; nothing is said when that fails. */
  async preload(): Promise<void> {
    const { chatId, loaded } = this.state;
    if (!chatId || loaded || this.busy) return;
    this.#preloading ??= this.#newest(chatId).finally(() => {
      this.#preloading = null;
    });
    try {
      const { page, chat, asOf } = await this.#preloading;
      if (this.state.loaded || this.busy || this.#seeking) return;
      const { title, model, effort } = chat;
      this.set({ title, model, effort });
      this.replacePage(page, asOf);
    } catch {
      // Whoever opens the chat fetches again, and hears of it.
    }
  }

  /** Fetches the newest page, unless it is under way, and learns whether a reply is running. */
  async refresh(underWay: Promise<Newest> | null = null): Promise<void> {
    const { chatId } = this.state;
    if (!chatId || this.busy || this.#seeking) return;
    const generation = this.generation;
    const request = ++this.#refreshes;
    this.#stale = false;
    try {
      const { page, chat, asOf } = await (underWay ?? this.#newest(chatId));
      if (request !== this.#refreshes) return;
      const { title, model, effort } = chat;
      const { state } = this;
      if (title !== state.title || model !== state.model || effort !== state.effort) {
        this.set({ title, model, effort });
      }
      if (generation === this.generation) this.receive(page, chat.running, asOf);
    } catch (error) {
      if (request !== this.#refreshes) return;
      this.#stale = true;
      if (!this.state.loaded) this.set({ loadError: error });
      // Unreachable: what is known is shown meanwhile, and the page says elsewhere that it is offline.
      else if (!(error instanceof ApiError && error.status === 0)) this.fail(error);
    }
  }

  async #newest(chatId: string): Promise<Newest> {
    const asOf = this.ratings;
    const [page, chat] = await Promise.all([
      this.transport.messages(chatId, { limit: NEWEST }),
      this.transport.chat(chatId),
    ]);
    return { page, chat, asOf };
  }

  /** Somebody looks at this chat; what changed unseen is fetched. @returns the function that ends it. */
  view(): () => void {
    this.#viewers++;
    const running = this.all().at(-1)?.status === "streaming";
    const old = Date.now() - this.laidAt > FRESH_MS;
    const known = this.state.loaded && !old && !running;
    if (this.#stale || !known) void this.refresh(this.#stale ? null : this.#preloading);
    return () => {
      this.#viewers--;
    };
  }

  /** The chat changed elsewhere. */
  outdated(): void {
    this.#stale = true;
    if (this.#viewers > 0) void this.refresh();
  }

  async loadOlder(): Promise<void> {
    const { chatId, older } = this.state;
    if (!chatId || !older.cursor || older.state === "loading") return;
    this.set({ older: { ...older, state: "loading" } });
    try {
      const page = await this.transport.messages(chatId, { limit: PAGE, cursor: older.cursor });
      if (this.state.older.cursor !== older.cursor) return;
      const known = new Set(this.all().map((message) => message.id));
      const fresh = page.messages.filter((message) => !known.has(message.id)).map((m) => fromServer(m));
      this.show([...fresh, ...this.all()], { older: { cursor: page.nextCursor, state: "idle" } });
    } catch {
      if (this.state.older.cursor === older.cursor) {
        this.set({ older: { cursor: older.cursor, state: "failed" } });
      }
    }
  }

  /** The server's word on what just ended: ids, siblings, usage, status. */
  protected async reconcile(): Promise<void> {
    const { chatId } = this.state;
    const generation = this.generation;
    for (let attempt = 0; chatId && attempt < 5; attempt++) {
      const asOf = this.ratings;
      try {
        let page = await this.transport.messages(chatId, { limit: RECONCILE_PAGE });
        if (page.nextCursor && !this.overlaps(page)) {
          page = await this.transport.messages(chatId, { limit: PAGE });
        }
        if (generation === this.generation) this.replacePage(page, asOf);
        return;
      } catch (error) {
        if (error instanceof ApiError && !error.retryable) return;
        await new Promise((resolve) => setTimeout(resolve, 1_000 * 2 ** attempt));
      }
    }
  }
}
