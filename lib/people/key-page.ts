import { modelPrices } from "@/lib/connections";
import { type Key, LIMITS } from "@/lib/schemas";
import { getStore, type KeySpending, type Scope, storeTime } from "@/lib/store";
import { toKey } from "./keys";

export type KeyPage = {
  keys: Key[];
  spent: Record<string, KeySpending>;
  projects: { id: string; name: string; slug: string }[];
  /** Whether the server knows prices. */
  priced: boolean;
};

/** What a page about keys shows: those of one project, or all of the person's. */
export async function keyPage(scope: Scope, projectId?: string): Promise<KeyPage> {
  const store = await getStore();
  const now = await storeTime(store);
  const [{ items }, projects] = await Promise.all([
    store.keys.list(scope, { limit: LIMITS.pageMax, projectId }),
    store.projects.list(scope, { limit: LIMITS.pageMax, shared: true }),
  ]);
  const spent = await Promise.all(
    items.map(async ({ id }) => [id, await store.keys.spending(scope, id, now)] as const),
  );
  return {
    keys: items.map(toKey),
    spent: Object.fromEntries(spent.flatMap(([id, sums]) => (sums ? [[id, sums]] : []))),
    projects: projects.items.map(({ id, name, slug }) => ({ id, name, slug })),
    priced: (await modelPrices()) !== undefined,
  };
}
