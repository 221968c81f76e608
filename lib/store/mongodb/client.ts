import { type Db, GridFSBucket, MongoClient, type MongoClientOptions } from "mongodb";
import { BODIES, type Collections, collectionsOf } from "./collections";
import { type Reads, readsOf } from "./reads";
import { type Writes, writesOf } from "./writes";

/** What every aggregate of the engine works with. */
export type Context = {
  client: MongoClient;
  db: Db;
  c: Collections;
  reads: Reads;
  writes: Writes;
  bodies: GridFSBucket;
};

/** Used when the connection string names no database (the driver's own default would be `test`). */
const DEFAULT_DATABASE = "chatbot-platform";

const DEFAULTS: MongoClientOptions = {
  appName: "chatbot-platform",
  // A request must not hang on a database that is gone: within these times it fails, or is known to be dead.
  serverSelectionTimeoutMS: 2_000,
  connectTimeoutMS: 3_000,
  waitQueueTimeoutMS: 2_000,
  socketTimeoutMS: 30_000,
  heartbeatFrequencyMS: 2_000,
  // Serverless instances freeze between requests; idle connections there are soon dead ones.
  maxIdleTimeMS: 60_000,
  retryWrites: true,
  retryReads: true,
  w: "majority",
};

/** Does not connect yet: the driver does so with the first command, and again by itself after an outage. */
export function createContext(uri: string): Context {
  const [, database, query] = /^mongodb(?:\+srv)?:\/\/[^/?]*(?:\/([^?]*))?(?:\?(.*))?$/.exec(uri) ?? [];
  // What the connection string says wins.
  const said = new Set([...new URLSearchParams(query).keys()].map((name) => name.toLowerCase()));
  const options = Object.entries(DEFAULTS).filter(([name]) => !said.has(name.toLowerCase()));
  const client = new MongoClient(uri, {
    ...Object.fromEntries(options),
    // Not a matter of taste: leases and compare-and-set need what was written last.
    readPreference: "primary",
  });
  const db = client.db(database ? decodeURIComponent(database) : DEFAULT_DATABASE);
  const c = collectionsOf(db);
  return {
    client,
    db,
    c,
    reads: readsOf(c),
    writes: writesOf(c),
    bodies: new GridFSBucket(db, { bucketName: BODIES }),
  };
}
