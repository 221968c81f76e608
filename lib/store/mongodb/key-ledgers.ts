import { emptyLedger, type KeyLedger } from "../key-ledger";
import type { Context } from "./client";
import { isDuplicateKey } from "./errors";

type Change = {
  /** Null: nothing to write. */
  apply(ledger: KeyLedger): KeyLedger | null;
  done(): void;
  failed(error: unknown): void;
};

/**
 * Changes of keys' ledgers by compare-and-set on `rev`. What waits in this process for the same key goes into one write,
 * so only processes contend with each other. `apply` may be called again when another process was faster.
 */
export class KeyLedgers {
  readonly #ctx: Context;
  readonly #waiting = new Map<string, Change[]>();

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  async read(keyId: string): Promise<KeyLedger> {
    return (await this.#ctx.c.keyLedgers.findOne({ _id: keyId }))?.state ?? emptyLedger();
  }

  change(keyId: string, apply: Change["apply"]): Promise<void> {
    return new Promise((done, failed) => {
      const change: Change = { apply, done, failed };
      const queue = this.#waiting.get(keyId);
      if (queue) {
        queue.push(change);
        return;
      }
      this.#waiting.set(keyId, [change]);
      void this.#work(keyId);
    });
  }

  async #work(keyId: string): Promise<void> {
    for (;;) {
      const batch = this.#waiting.get(keyId) ?? [];
      if (batch.length === 0) {
        this.#waiting.delete(keyId);
        return;
      }
      this.#waiting.set(keyId, []);
      try {
        while (!(await this.#attempt(keyId, batch))) {
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
        }
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
  }

  async #attempt(keyId: string, batch: Change[]): Promise<boolean> {
    const { keyLedgers } = this.#ctx.c;
    const found = await keyLedgers.findOne({ _id: keyId });
    let state = found?.state ?? emptyLedger();
    let changed = false;
    for (const { apply } of batch) {
      const next = apply(state);
      if (!next) continue;
      state = next;
      changed = true;
    }
    if (!changed) return true;
    if (found) {
      const filter = { _id: keyId, rev: found.rev };
      const written = await keyLedgers.updateOne(filter, { $set: { state, rev: found.rev + 1 } });
      return written.matchedCount === 1;
    }
    try {
      await keyLedgers.insertOne({ _id: keyId, rev: 1, state });
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return false;
    }
  }
}
