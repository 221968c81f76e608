/**
 * Databases that test files use one after the other: to make one, with all its indexes, takes a second of processor
 * time, to empty it a few hundredths.
 */
import { MongoClient, MongoServerSelectionError } from "mongodb";
import { databaseNamed, dropDatabase, freshDatabase } from "./mongo-server";

const PREFIX = "shared-test";
const taken = new Set<number>();

export type Borrowed = {
  /** Nobody else's until it is given back. */
  uri: string;
  /** Before it is used: an earlier file may have died with its data in there. */
  empty(): Promise<void>;
  giveBack(): Promise<void>;
};

/** Once per run, before its workers start. @returns what drops the databases that they made. */
export function shareDatabases(server: string): () => Promise<void> {
  process.env.TEST_RUN ??= `${process.pid}-${Date.now().toString(36)}`;
  const run = process.env.TEST_RUN;
  return async () => {
    const client = new MongoClient(server, { serverSelectionTimeoutMS: 5_000 });
    try {
      const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
      const own = databases.filter(({ name }) => name.startsWith(`${PREFIX}-${run}-`));
      await Promise.all(own.map(({ name }) => client.db(name).dropDatabase()));
    } catch (error) {
      // With a server of the run's own they are gone already.
      if (!(error instanceof MongoServerSelectionError)) throw error;
    } finally {
      await client.close();
    }
  };
}

/** One of this worker's databases; outside a run that shares them, one that goes when it is given back. */
export function borrowDatabase(server: string): Borrowed {
  const { TEST_RUN, VITEST_POOL_ID } = process.env;
  if (!TEST_RUN || !VITEST_POOL_ID) {
    const uri = freshDatabase(server);
    return { uri, empty: async () => {}, giveBack: () => dropDatabase(uri) };
  }
  let n = 0;
  while (taken.has(n)) n++;
  taken.add(n);
  const uri = databaseNamed(server, `${PREFIX}-${TEST_RUN}-${VITEST_POOL_ID}-${n}`);
  return { uri, empty: () => emptyDatabase(uri), giveBack: async () => void taken.delete(n) };
}

/** What the product makes at its start stays, and the note that it is there; what it makes with its first use goes. */
async function emptyDatabase(uri: string): Promise<void> {
  const client = await new MongoClient(uri).connect();
  try {
    const db = client.db();
    // Refused by FerretDB, which has no profiler.
    await db.command({ profile: 0, filter: "unset" }).catch(() => {});
    const collections = await db.listCollections({}, { nameOnly: true }).toArray();
    await Promise.all(
      collections.map(async ({ name }) => {
        const rows = db.collection(name);
        if (name === "meta") await rows.deleteMany({ _id: { $ne: "schema" as never } });
        else if (/^(system|bodies)\./.test(name) || (await rows.indexes()).length === 1) await rows.drop();
        else await rows.deleteMany({});
      }),
    );
  } finally {
    await client.close();
  }
}
