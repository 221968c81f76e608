import type { RunLease } from "@/lib/store";
import { LEASE_MS } from "./journal";

/** Two observations further apart than this prove nothing about the time between: the store, or this process, was away. */
const GAP_MS = 3_000;

type Seen = RunLease & { since: number };

/**
 * What this process itself has seen of the leases of running replies. A lease has run out for an observer that saw it
 * unchanged for all of {@link LEASE_MS} while the store took its writes. Times are the observer's own and monotonic
 * (`performance.now()`): nobody's clock is believed, and after an outage every owner has a whole lease to come back.
 */
export class LeaseWatch {
  #seen = new Map<string, Seen>();
  #last = Number.NEGATIVE_INFINITY;

  /** One reading of all leases: the store was asked at `asked` and had answered at `answered`. */
  observe(leases: RunLease[], asked: number, answered: number): void {
    const unbroken = answered - this.#last <= GAP_MS;
    this.#last = asked;
    this.#seen = new Map(
      leases.map((lease) => {
        const before = this.#seen.get(lease.id);
        return [lease.id, unbroken && before && same(before, lease) ? before : { ...lease, since: answered }];
      }),
    );
  }

  /** The store did not answer: all begins anew. */
  blind(): void {
    this.#seen.clear();
    this.#last = Number.NEGATIVE_INFINITY;
  }

  /** Whether the lease, as it was read just now, has run out. */
  hasRunOut(lease: RunLease, now: number): boolean {
    const seen = this.#seen.get(lease.id);
    if (!seen || !same(seen, lease) || now - this.#last > GAP_MS) return false;
    return this.#last - seen.since >= LEASE_MS;
  }

  /** When it was last observed. */
  get last(): number {
    return this.#last;
  }
}

const same = (a: RunLease, b: RunLease) => a.lease === b.lease && a.leaseUntil === b.leaseUntil;
