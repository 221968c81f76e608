import type { Collection, Filter } from "mongodb";
import { wait } from "@/lib/platform";
import { isDuplicateKey } from "./errors";
import type { LedgerDoc } from "./ledger-doc";

type Change<L> = {
  /** Null: nothing to write. */
  apply(ledger: L | null): L | null;
  done(): void;
  failed(error: unknown): void;
};

/**
 * Changes of ledgers (of keys, of people) by compare-and-set on `rev`. What waits in this process for the same one goes into one write,
 * so only processes contend with each other. `apply` may be called again when another process was faster.
 */
export class Ledgers<L> {
  readonly #docs: Collection<LedgerDoc<L>>;
  /** What a new document says beside its state. */
  readonly #born: (id: string) => Pick<LedgerDoc<L>, "projectId" | "expiresAt">;
  readonly #waiting = new Map<string, Change<L>[]>();

  constructor(
    docs: Collection<LedgerDoc<L>>,
    born: (id: string) => Pick<LedgerDoc<L>, "projectId" | "expiresAt"> = () => ({}),
  ) {
    this.#docs = docs;
    this.#born = born;
  }

  async read(id: string): Promise<L | null> {
    return (await this.#find(id))?.state ?? null;
  }

  change(id: string, apply: Change<L>["apply"]): Promise<void> {
    return new Promise((done, failed) => {
      const change: Change<L> = { apply, done, failed };
      const queue = this.#waiting.get(id);
      if (queue) {
        queue.push(change);
        return;
      }
      this.#waiting.set(id, [change]);
      void this.#work(id);
    });
  }

  async #work(id: string): Promise<void> {
    for (;;) {
      const batch = this.#waiting.get(id) ?? [];
      if (batch.length === 0) {
        this.#waiting.delete(id);
        return;
      }
      this.#waiting.set(id, []);
      try {
        while (!(await this.#attempt(id, batch))) {
          await wait(Math.random() * 10);
        }
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
  }

  #find(id: string) {
    return this.#docs.findOne({ _id: id } as Filter<LedgerDoc<L>>);
  }

  async #attempt(id: string, batch: Change<L>[]): Promise<boolean> {
    const found = await this.#find(id);
    let state = found?.state ?? null;
    let changed = false;
    for (const { apply } of batch) {
      const next = apply(state);
      if (!next) continue;
      state = next;
      changed = true;
    }
    if (!changed || state === null) return true;
    if (found) {
      const filter = { _id: id, rev: found.rev };
      const written = await this.#docs.updateOne(filter, { $set: { state, rev: found.rev + 1 } });
      return written.matchedCount === 1;
    }
    try {
      await this.#docs.insertOne({ _id: id, rev: 1, state, ...this.#born(id) });
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return false;
    }
  }
}
