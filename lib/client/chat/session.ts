import type { Effort, FeedbackRating, FeedbackReason, VariableValues } from "@/lib/schemas";
import { clientText } from "@/lib/text/client";
import { ApiError } from "../api";
import { randomKey } from "../random-key";
import { type MessageFile, toPart } from "./files";
import { type OpenReply, ReplyRun } from "./reply-run";
import { localMessage, type ThreadMessage, withSibling } from "./thread";
import { PAGE, ThreadReader } from "./thread-reader";
import { END, type ThreadState } from "./thread-store";
import { type ChatTransport, httpTransport } from "./transport";
import type { ChatVariables } from "./variables";

let serials = 0;

export type Outcome = { ok: true } | { ok: false; error: unknown };
type Request = { path: string; body: Record<string, unknown> };

/**
 * One chat as this browser sees it: its messages, the reply being generated and the connection to it. A reply belongs
 * to the server; leaving, reloading and losing the connection only end the following.
 */
export class ChatSession extends ThreadReader {
  /** Tells sessions of this page apart; a new chat keeps it when it gets its id. */
  readonly serial = ++serials;
  readonly projectId: string;
  /** When the last reply ended here (epoch ms). */
  endedAt = 0;
  /** What the prompts ask the person for; null: nothing. */
  variables: ChatVariables | null = null;
  /** Which state of the project answers: what is live (the draft until something is), or the draft. */
  target: "live" | "draft" = "live";
  /** Hears when the server misses a variable that this page does not know of. */
  onUnknownVariables: (() => void) | null = null;
  #run: ReplyRun | null = null;
  /** The key of a request whose fate is unknown: making the same one again must not double it. */
  #unconfirmed: { signature: string; key: string } | null = null;

  constructor(projectId: string, chatId: string | null, transport: ChatTransport = httpTransport) {
    super(chatId, transport);
    this.projectId = projectId;
  }

  /**
   * Sends a message; a `parentId` branches off there (null: a new root). Resolves once the server has accepted or
   * refused; after a refusal the thread is as it was before.
   */
  send(text: string, options: { parentId?: string | null; files?: MessageFile[] } = {}): Promise<Outcome> {
    const asked = this.variables?.ask();
    if (asked) {
      const error = new ApiError({ status: 400, code: "variables_missing", message: asked });
      this.fail(error);
      return Promise.resolve({ ok: false, error });
    }
    const { parentId, files = [] } = options;
    // A message goes to the end of the branch, wherever the person is looking.
    if (parentId === undefined && this.away) {
      return this.toNewest().then(() => (this.away ? refused() : this.send(text, options)));
    }
    const all = this.all();
    const at = parentId === undefined ? -1 : all.findIndex((message) => message.parentId === parentId);
    const kept = at < 0 ? all : all.slice(0, at);
    const replaced = at < 0 ? undefined : all[at];
    const user = localMessage("user", kept.at(-1)?.id ?? null, {
      parts: [...files.map(toPart), { type: "text", text }],
    });
    if (replaced) user.siblings = withSibling(replaced, user.id);
    const body = {
      message: text,
      ...(this.state.chatId ? { chatId: this.state.chatId } : {}),
      ...(parentId === undefined ? {} : { parentId }),
      ...(files.length > 0 ? { fileIds: files.map(({ id }) => id) } : {}),
      ...this.#variablesOfNewChat(),
      ...(this.target === "draft" ? { target: this.target } : {}),
      ...(this.state.chatId || !this.state.model ? {} : { model: this.state.model }),
      ...(this.state.chatId || !this.state.effort ? {} : { effort: this.state.effort }),
    };
    const path = `/api/chat/${encodeURIComponent(this.projectId)}`;
    return this.#start({ path, body }, [...kept, user, localMessage("assistant", user.id)]);
  }

  /** Another answer beside this one. */
  regenerate(key: string): Promise<Outcome> {
    return this.#again(key, "regenerate", (old) => {
      const reply = localMessage("assistant", old.parentId);
      return { ...reply, siblings: withSibling(old, reply.id) };
    });
  }

  /** Lets the model go on from a partial text. */
  resume(key: string): Promise<Outcome> {
    return this.#again(key, "continue", ({ errorText: _, finishReason: __, failure: ___, ...old }) => ({
      ...old,
      status: "streaming",
    }));
  }

  /** Shows another sibling with what follows it, here and on every device. */
  async choose(messageId: string): Promise<Outcome> {
    const { chatId } = this.state;
    if (!chatId || this.busy) return refused();
    const generation = ++this.generation;
    try {
      await this.transport.activate(chatId, messageId);
      const page = await this.transport.messages(chatId, { limit: PAGE });
      if (generation === this.generation) this.replacePage(page);
      if (!this.all().some(({ id }) => id === messageId)) await this.showMessage(messageId);
      return { ok: true };
    } catch (error) {
      this.fail(error);
      return { ok: false, error };
    }
  }

  /** @returns whether the server has it */
  async rate(
    key: string,
    rating: FeedbackRating | null,
    why: { reasons?: FeedbackReason[]; note?: string } = {},
  ): Promise<boolean> {
    const message = this.message(key);
    const { chatId } = this.state;
    if (!message || !chatId) return false;
    const before = message.feedback;
    const given = rating ? { rating, ...why } : undefined;
    this.#setFeedback(key, given);
    try {
      await this.transport.rate(chatId, message.id, rating, why);
      // Once more: what was asked for before the server had it may be on its way.
      this.noteRating(message.id, given);
      return true;
    } catch (error) {
      this.#setFeedback(key, before);
      this.fail(error);
      return false;
    }
  }

  /** What answers from the next message on; a null model is the project's. A new chat tells it with its first message. */
  async answerWith(choice: { model: string | null } | { effort: Effort | null }): Promise<void> {
    const { model, effort, chatId } = this.state;
    this.set(choice);
    if (!chatId) return;
    try {
      await this.transport.answerWith(chatId, choice);
    } catch (error) {
      this.set({ model, effort });
      this.fail(error);
    }
  }

  /** Ends the running reply on the server. */
  async stop(): Promise<void> {
    if (this.state.phase !== "stopping") await this.#run?.stop();
  }

  /** Follows the reply that runs on the server, if any. */
  async attach(): Promise<void> {
    const { chatId } = this.state;
    if (!chatId || this.busy || this.away) return;
    const all = this.all();
    const last = all.at(-1);
    const waits = last?.role === "assistant" && last.status === "streaming";
    const reply = waits ? last : localMessage("assistant", last?.id ?? null);
    const run = this.#begin(waits ? all : [...all, reply], reply.key, "streaming");
    await this.#follow(run, null, (lastEventId, signal) =>
      this.transport.follow(chatId, lastEventId, signal),
    );
  }

  leave(): void {
    this.#run?.leave();
    this.#end();
  }

  async #again(
    key: string,
    action: "regenerate" | "continue",
    next: (old: ThreadMessage) => ThreadMessage,
  ): Promise<Outcome> {
    const all = this.all();
    const at = all.findIndex((message) => message.key === key);
    const old = all[at];
    const { chatId } = this.state;
    if (!chatId || old?.role !== "assistant") return refused();
    const path = `/api/chats/${encodeURIComponent(chatId)}/${action}`;
    return this.#start({ path, body: { messageId: old.id } }, [...all.slice(0, at), next(old)]);
  }

  async #start({ path, body }: Request, shown: ThreadMessage[]): Promise<Outcome> {
    const reply = shown.at(-1);
    if (this.busy || !reply) return refused();
    const before = this.all();
    const { newer } = this.state;
    const key = this.#keyFor(path + JSON.stringify(body));
    const taken = this.state.chatId ? null : this.variables?.take();
    const open = async (signal: AbortSignal) => {
      // What the person has just filled in counts for this reply.
      await this.variables?.flush();
      return this.transport.start(path, body, key, signal);
    };
    const run = this.#begin(shown, reply.key, "submitting");
    let first: Response;
    try {
      first = await run.request(open);
    } catch (error) {
      return this.#refuse(run, error, before, newer);
    }
    this.#unconfirmed = null;
    taken?.confirm();
    void this.#follow(run, first, (lastEventId, signal) => {
      const { chatId } = this.state;
      // Before `start` a new chat has no address yet: the same request with the same key leads to the same run.
      return chatId && run.started ? this.transport.follow(chatId, lastEventId, signal) : open(signal);
    });
    return { ok: true };
  }

  #refuse(run: ReplyRun, error: unknown, before: ThreadMessage[], newer: ThreadState["newer"]): Outcome {
    if (this.#run !== run) return { ok: false, error };
    const { status = 0, code = "" } = error instanceof ApiError ? error : {};
    if (status >= 400 && status < 500) this.#unconfirmed = null;
    this.show(before, { newer });
    this.#end();
    if (!run.signal.aborted) this.fail(error);
    if (code === "run_active") void this.refresh();
    if (error instanceof ApiError && error.errors.some(({ path }) => path.startsWith("variables."))) {
      this.variables?.ask();
      this.onUnknownVariables?.();
    }
    return { ok: false, error };
  }

  /** A chat that exists has been told already. */
  #variablesOfNewChat(): { variables?: VariableValues } {
    const values = this.state.chatId ? {} : (this.variables?.take().values ?? {});
    return Object.keys(values).length > 0 ? { variables: values } : {};
  }

  #begin(shown: ThreadMessage[], key: string, phase: "submitting" | "streaming"): ReplyRun {
    this.generation++;
    const run = new ReplyRun(this, this.transport, key);
    this.#run = run;
    // A reply is the end of its branch.
    this.show(shown, { phase, runningKey: key, notice: null, newer: END, marked: null });
    return run;
  }

  async #follow(run: ReplyRun, first: Response | null, reopen: OpenReply): Promise<void> {
    try {
      const how = await run.follow(first, reopen);
      if (this.#run !== run) return;
      if (how === "ended") this.#end({ key: run.key, n: (this.state.finished?.n ?? 0) + 1 });
      await this.reconcile();
      if (how === "gone" && this.#run === run) this.#end();
    } catch (error) {
      if (this.#run !== run) return;
      this.#end();
      if (!run.signal.aborted) this.fail(error);
    }
  }

  #end(finished = this.state.finished): void {
    this.#run = null;
    this.set({ phase: "idle", runningKey: null, finished });
  }

  #setFeedback(key: string, feedback: ThreadMessage["feedback"]): void {
    const message = this.message(key);
    if (!message) return;
    const { feedback: _, ...rest } = message;
    this.replace(feedback ? { ...rest, feedback } : rest);
    this.noteRating(message.id, feedback);
  }

  #keyFor(signature: string): string {
    if (this.#unconfirmed?.signature !== signature) this.#unconfirmed = { signature, key: randomKey() };
    return this.#unconfirmed.key;
  }
}

function refused(): Outcome {
  const message = clientText.chat.waitForReply;
  return { ok: false, error: new ApiError({ status: 409, code: "run_active", message }) };
}
