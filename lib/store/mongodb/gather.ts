import { setImmediate as turnOver } from "node:timers/promises";

/** What goes over the wire as one. A burst of more makes another. */
const ITEMS_MAX = 500;

type Batch<T, R> = { items: T[]; results: Promise<R[]> };

/**
 * What is asked for in the same turn of the event loop goes to the server as one: of many replies that begin at once each
 * asks the same few questions, and a question costs both sides more than its answer does. The work begins after all who
 * share it have asked, so that each reads what was written before, and it fails for all of them.
 * @param work one result for each item, in order
 */
export function gathered<T, R>(work: (items: T[]) => Promise<R[]>): (item: T) => Promise<R> {
  let open: Batch<T, R> | null = null;
  const begin = (): Batch<T, R> => {
    const items: T[] = [];
    const results = turnOver().then(() => {
      if (open === batch) open = null;
      return work(items);
    });
    const batch = { items, results };
    return batch;
  };
  return async (item) => {
    if (!open || open.items.length >= ITEMS_MAX) open = begin();
    const { items, results } = open;
    const index = items.push(item) - 1;
    return (await results)[index] as R;
  };
}
