/**
 * How MongoDB carries out what the product asks of it: whatever reads a whole collection, or sorts in memory, is noted by
 * the server's profiler while tests run, and fails them at their end.
 */
import { MongoClient } from "mongodb";
import { afterAll, beforeAll, expect } from "vitest";

/** The product's own name; a test that looks into the database says another in its connection string. */
const PRODUCT = "chatbot-platform";

type Entry = { ns: string; op: string; planSummary?: string; hasSortStage?: boolean; command?: object };

/** Sorts of what is few by its nature. */
const FEW: { of: string; why: string }[] = [
  { of: "sessions query", why: "a person's sessions" },
  { of: "testSets query", why: "the sets of one project" },
  { of: 'evalRuns query filter {"status"', why: "test runs under way" },
  { of: "searchTexts query", why: "what a key searches is read whole, and the newest few are kept" },
  { of: 'projects query filter {"$and":[{"$or":[{"ownerId"', why: "a person's own and shared projects" },
  { of: "invitations query", why: "the invitations to one project" },
  { of: 'keys query filter {"$and":[{"ownerId"', why: "a person's keys, of which there is a limit" },
  { of: 'files query filter {"$and":[{"$and":[{"ownerId":"?","projectId"', why: "the files of one project" },
];

/** Queries with a bad plan, from `begin` to `end`, in words; nothing on FerretDB, which has no profiler. */
export type Plans = { begin(): Promise<void>; end(): Promise<string[]> };

export function watchPlans(uri: string): Plans {
  const filter = {
    appName: PRODUCT,
    ns: { $not: /\.system\./ },
    $or: [{ planSummary: /COLLSCAN/ }, { hasSortStage: true }],
  };
  return {
    begin: () => withDatabase(uri, (db) => db.command({ profile: 1, filter })).then(undefined, () => {}),
    async end() {
      const entries = await withDatabase(uri, async (db) => {
        await db.command({ profile: 0, filter: "unset" });
        return db.collection<Entry>("system.profile").find().toArray();
      }).catch(() => []);
      const shapes = new Set(entries.map(shapeOf));
      return [...shapes].filter((shape) => !FEW.some(({ of }) => shape.startsWith(of)));
    },
  };
}

/** `chats find {"ownerId":?} sort {"at":?}: COLLSCAN`, the same for all values. */
function shapeOf({ ns, op, planSummary, hasSortStage, command }: Entry): string {
  const collection = ns.slice(ns.indexOf(".") + 1);
  const { filter, query, q, sort, pipeline } = (command ?? {}) as Record<string, unknown>;
  const parts = { filter: filter ?? query ?? q, sort, pipeline };
  const said = Object.entries(parts)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${masked(value)}`);
  return `${collection} ${op} ${said.join(" ")}: ${planSummary}${hasSortStage ? " and a sort" : ""}`;
}

/** Keys stay, values go. */
function masked(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner !== null && typeof inner === "object"
      ? inner
      : typeof inner === "number" && Math.abs(inner) === 1
        ? inner
        : "?",
  );
}

async function withDatabase<T>(
  uri: string,
  work: (db: ReturnType<MongoClient["db"]>) => Promise<T>,
): Promise<T> {
  const client = await new MongoClient(uri).connect();
  try {
    return await work(client.db());
  } finally {
    await client.close();
  }
}

/** For tests of the API on a store of their own: what the product asked of MongoDB meanwhile has good plans. */
export function expectGoodPlans(): void {
  let plansOf: Plans | null = null;
  beforeAll(async () => {
    const uri = process.env.MONGODB_URI;
    plansOf = uri ? watchPlans(uri) : null;
    await plansOf?.begin();
  });
  afterAll(async () => {
    const plans = (await plansOf?.end()) ?? [];
    expect(plans, "queries that read a whole collection or sort in memory").toEqual([]);
  });
}
