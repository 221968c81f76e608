import { estimateUsage, type GenerationRequest, generate, replyFailure, withoutPictures } from "@/lib/ai";
import { type Maker, noteFault } from "@/lib/auth";
import { env } from "@/lib/env";
import { type AppError, errorMessage, isAppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { wait } from "@/lib/platform";
import { cutText, type FinishReason, type ReplyFailure } from "@/lib/schemas";
import type { RunFlushResult } from "@/lib/store";
import { RunLog } from "../stream/run-log";
import { Journal } from "./journal";
import { PartsBuilder } from "./parts-builder";
import { type LocalRun, registry, type StopReason } from "./registry";
import { type JournalOwner, RunWriter } from "./run-writer";
import { Stopwatch } from "./stopwatch";
import type { EndStatus, PreparedRequest, RunEvent, RunOutcome } from "./types";

/** How long viewers wait for the end of a reply to be stored before they are told that it is not. Milliseconds. */
const SAVE_GRACE_MS = 10_000;
/** How much longer the writing is tried after that. Milliseconds. */
const SAVE_GIVE_UP_MS = 300_000;
/** Bytes of a reply, as JSON: it is one document, of which MongoDB takes 16 MB. A longer one ends as at its token limit. */
const MAX_BYTES = 8 * 1024 * 1024;
/** How long an ended run is kept for viewers that lost their connection. Milliseconds. */
const RECENT_MS = 30_000;

export type LiveRunInit = {
  runId: string;
  maker: Maker;
  chatId: string;
  lease: string;
  start: Extract<RunEvent, { type: "start" }>;
  request: GenerationRequest;
  /** Makes the request complete; its sources are shown before the first word. Never rejects. */
  prepare?: (signal: AbortSignal) => Promise<PreparedRequest>;
};
type Failure = { code: AppError["code"]; message: string; failure: ReplyFailure };

/** A reply that this process generates. It belongs to nobody's connection: only its end, Stop or shutdown end it. */
export class LiveRun implements LocalRun, JournalOwner {
  readonly runId: string;
  readonly maker: Maker;
  readonly chatId: string;
  readonly messageId: string;
  readonly log: RunLog;
  readonly journal: Journal;
  /** Resolves when viewers have seen the end; never rejects. */
  readonly outcome: Promise<RunOutcome>;
  readonly #parts = new PartsBuilder();
  readonly #stopwatch = new Stopwatch();
  readonly #abort = new AbortController();
  readonly #prepare: LiveRunInit["prepare"];
  #request: GenerationRequest;
  #why: StopReason | null = null;
  #over = false;
  /** Bytes that the reply may still grow by. */
  #room: number;
  /** Length of the text that a continued reply had already. */
  readonly #before: number;

  constructor(init: LiveRunInit) {
    this.runId = init.runId;
    this.maker = init.maker;
    this.chatId = init.chatId;
    this.messageId = init.start.messageId;
    this.log = new RunLog(init.runId);
    this.#request = init.request;
    this.#prepare = init.prepare;
    this.journal = new Journal({
      runId: init.runId,
      lease: init.lease,
      now: Date.now(),
      snapshot: () => {
        const { model, usage } = this.#parts;
        return { parts: this.#parts.parts(), model, usage, ...this.#ending() };
      },
    });
    const { live, byChat } = registry();
    live.set(this.runId, this);
    byChat.set(this.chatId, this);
    this.#emit(init.start);
    this.#before = this.#parts.text().length;
    this.#room = MAX_BYTES - jsonBytes(init.start.parts ?? []);
    writer().add(this);
    this.outcome = this.#drive();
  }

  parts() {
    return this.#parts.parts();
  }

  stop(why: StopReason): void {
    if (this.#why || this.#over) return;
    this.#why = why;
    this.#abort.abort(new DOMException("The run was ended", "AbortError"));
  }

  written(result: RunFlushResult): void {
    if (!result.accepted) this.stop("fenced");
    else if (result.stopRequested) this.stop("stop");
  }

  unwritable(): void {
    this.stop("fenced");
  }

  #ending() {
    const { end } = this.#parts;
    const { failure } = this.#parts;
    return end ? { finishReason: end.finishReason, timing: this.#stopwatch.timing(), failure } : {};
  }

  #emit(event: RunEvent): void {
    this.#record(event);
    this.log.append(event);
  }

  #grow(type: "text" | "reasoning", text: string): void {
    if (this.#why) return;
    this.#stopwatch.saw(type);
    const bytes = jsonBytes(text);
    // A character is at most six bytes of JSON.
    const fits = bytes <= this.#room ? text : cutText(text, Math.max(0, Math.floor(this.#room / 6)));
    this.#room -= bytes;
    if (fits !== "") this.#emit({ type, text: fits });
    if (this.#room < 0) this.stop("full");
  }

  #record(event: RunEvent): void {
    this.#parts.apply(event);
    this.journal.add(event);
  }

  async #drive(): Promise<RunOutcome> {
    const sink = {
      text: (text: string) => this.#grow("text", text),
      reasoning: (text: string) => this.#grow("reasoning", text),
      fallback: (data: { wanted: string; model: string }) =>
        this.#emit({ type: "fallback", part: { type: "data-fallback", data } }),
    };
    const tooLong = setTimeout(() => this.stop("full"), env().MAX_REPLY_MS).unref();
    try {
      let payload = this.#request;
      if (this.#prepare) {
        const { request, sources } = await this.#prepare(this.#abort.signal);
        this.#abort.signal.throwIfAborted();
        payload = request;
        // Megabytes of pictures are not kept for as long as the run is known.
        this.#request = withoutPictures(request);
        for (const part of sources) this.#emit({ type: "source", part });
      }
      const { finishReason, usage } = await generate(payload, sink, this.#abort.signal, this.chatId);
      if (usage) this.#emit({ type: "usage", usage });
      return await this.#conclude("complete", finishReason, null);
    } catch (error) {
      if (this.#why) {
        if (this.#why === "full") return await this.#conclude("complete", "length", null);
        const stopped = this.#why === "stop";
        return await this.#conclude(stopped ? "stopped" : "interrupted", stopped ? "stopped" : "other", null);
      }
      return await this.#conclude("failed", "error", this.#failure(error));
    } finally {
      clearTimeout(tooLong);
    }
  }

  #failure(error: unknown): Failure {
    const known = isAppError(error, "provider_failed") || isAppError(error, "provider_timeout");
    const cause = known ? (error.cause ?? error.code) : error;
    noteFault(known ? error.code : "internal");
    log().warn({ runId: this.runId, model: this.#request.model, err: cause }, "the provider failed");
    const general = errorMessage("provider_failed");
    // What the provider said is its secret and may carry ours; what our own code adds to the table's text is not.
    const message = known && error.message.startsWith(general) ? error.message : general;
    const failure = replyFailure(error, this.#parts.text().length > this.#before);
    return { code: known ? error.code : "internal", message, failure };
  }

  async #conclude(status: EndStatus, finishReason: FinishReason, failure: Failure | null) {
    this.#over = true;
    this.#stopwatch.stop();
    const own = this.#parts.text().slice(this.#before);
    if (!this.#parts.usage && own !== "") {
      this.#emit({ type: "usage", usage: estimateUsage(this.#request.messages, own) });
    }
    if (failure) this.#emit({ type: "error", ...failure });
    const finish: RunEvent = { type: "finish", status, finishReason };
    this.#record(finish);
    this.journal.finish(status, failure?.code ?? null);
    writer().kick(this);
    const saved = await Promise.race([this.journal.finished, wait(SAVE_GRACE_MS).then(() => null)]);
    if (saved === null) {
      this.log.append({ type: "error", code: "store_unavailable", message: "The reply could not be saved" });
    }
    this.#retire(saved === null);
    this.#report(status, finishReason);
    this.log.append(saved === false ? { ...finish, status: "interrupted", finishReason: "other" } : finish);
    return this.#parts.outcome();
  }

  /** A line for each reply: who and how long, never what. */
  #report(status: EndStatus, finishReason: FinishReason): void {
    const { ownerId: userId, projectId, keyId, visitorId } = this.maker;
    const { total, first, thinking } = this.#stopwatch.timing();
    const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = this.#parts.usage ?? {};
    const ids = { runId: this.runId, chatId: this.chatId, messageId: this.messageId, projectId, userId };
    const through = { ...(keyId ? { keyId } : {}), ...(visitorId ? { visitorId } : {}) };
    const figures = { promptTokens, completionTokens, firstMs: first, thinkingMs: thinking, ms: total };
    log().info({ ...ids, ...through, model: this.#parts.model, status, finishReason, ...figures }, "reply");
  }

  /** Leaves the registries; an end that is not stored yet stays with the writer for a while. */
  #retire(unsaved: boolean): void {
    const { live, byChat, recent } = registry();
    const leave = () => {
      writer().remove(this);
      live.delete(this.runId);
      if (byChat.get(this.chatId) === this) byChat.delete(this.chatId);
    };
    if (unsaved) void Promise.race([this.journal.finished, wait(SAVE_GIVE_UP_MS)]).then(leave);
    else leave();
    recent.set(this.runId, this);
    setTimeout(() => recent.delete(this.runId), RECENT_MS).unref();
  }
}

const jsonBytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

function writer(): RunWriter {
  const r = registry();
  r.writer ??= new RunWriter();
  return r.writer;
}
