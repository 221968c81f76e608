import { log } from "@/lib/log";
import { wait } from "@/lib/platform";
import { getStore, type RunRecord, type Scope } from "@/lib/store";
import { RunLog } from "../stream/run-log";
import { readEvents } from "./journal";
import { PartsBuilder } from "./parts-builder";
import { observeLeases, recoverRun } from "./recovery";
import { type FollowedRun, registry } from "./registry";
import { startOf } from "./start-event";
import type { RunEvent, RunOutcome } from "./types";

/** How often the store is asked for more. Milliseconds. */
const POLL_MS = 150;
const RETRY_MS = 500;
const PAGE = 200;

/** A reply that another process generates, read from the store as long as somebody here watches. */
export class RemoteRun implements FollowedRun {
  readonly runId: string;
  readonly chatId: string;
  readonly messageId: string;
  readonly log: RunLog;
  readonly #scope: Scope;
  readonly #parts = new PartsBuilder();
  readonly #outcome = Promise.withResolvers<RunOutcome>();
  readonly #run: RunRecord;
  #started = false;
  #seq = 0;
  #holds = 0;
  #polling = false;

  constructor(scope: Scope, run: RunRecord) {
    this.runId = run.id;
    this.chatId = run.chatId;
    this.messageId = run.messageId;
    this.#scope = scope;
    this.#run = run;
    this.log = new RunLog(run.id);
  }

  /** Shared by all who watch the run here. */
  static of(scope: Scope, run: RunRecord): FollowedRun {
    const { remote } = registry();
    const known = remote.get(run.id);
    if (known) return known;
    const made = new RemoteRun(scope, run);
    remote.set(run.id, made);
    return made;
  }

  /** Resolves at the end of the run. */
  get outcome(): Promise<RunOutcome> {
    this.#holds++;
    this.follow();
    return this.#outcome.promise;
  }

  async follow(): Promise<void> {
    if (this.#polling) return;
    this.#polling = true;
    await this.#poll();
    void this.#loop();
  }

  async #loop(): Promise<void> {
    do {
      if (this.log.ended) break;
      await wait(POLL_MS);
      if (!(await this.#poll())) await wait(RETRY_MS);
    } while (this.log.watched || this.#holds > 0);
    this.#polling = false;
    registry().remote.delete(this.runId);
  }

  /** False: the store did not answer. */
  async #poll(): Promise<boolean> {
    try {
      const store = await getStore();
      for (;;) {
        const tail = await store.runs.tail(this.#scope, this.runId, this.#seq, PAGE);
        if (!tail) {
          if (!this.#started) this.#append(startOf(this.#run, null));
          this.#append({ type: "finish", status: "interrupted", finishReason: "other" });
          return true;
        }
        const events = tail.events.flatMap(({ data }) => readEvents(data));
        const over = tail.run.status !== "active" && tail.events.length < PAGE;
        // Its log may be gone, or never have begun: what viewers need first is known all the same.
        if (!this.#started && (over || events.length > 0) && events[0]?.type !== "start") {
          this.#append(startOf(tail.run, await store.messages.get(this.#scope, this.chatId, this.messageId)));
        }
        for (const event of events) this.#append(event);
        this.#seq = tail.events.at(-1)?.seq ?? this.#seq;
        if (tail.events.length === PAGE) continue;
        const { status, errorCode } = tail.run;
        if (status === "active") {
          await observeLeases();
          await recoverRun(tail.run);
        } else if (!this.log.ended) {
          if (errorCode) this.#append({ type: "error", code: errorCode, message: errorCode });
          this.#append({ type: "finish", status, finishReason: "other" });
        }
        return true;
      }
    } catch (err) {
      log().warn({ err, runId: this.runId }, "a reply could not be followed; trying again");
      return false;
    }
  }

  #append(event: RunEvent): void {
    if (this.log.ended) return;
    this.#started = true;
    this.#parts.apply(event);
    this.log.append(event);
    if (event.type === "finish") this.#outcome.resolve(this.#parts.outcome());
  }
}
