/**
 * The MongoDB server of the tests, spoken to over the wire: `MONGODB_TEST_URI` if that is set; else a mongod of our own,
 * from PATH or out of a wheel (see `./mongod-wheel`); else, where `go` is on PATH, FerretDB. One line says which.
 */
import { MongoClient, MongoServerSelectionError } from "mongodb";
import { startFerretDb } from "./ferretdb";
import { findMongod, onPath, startMongod } from "./mongod";

export const NO_SERVER =
  "MongoDB half of the tests NOT RUN: set MONGODB_TEST_URI, or put mongod, python3 with pip, or go (1.24 or newer) on PATH.";

type Server = { uri: string; stop: () => Promise<void> };
let started: Promise<Server | null> | undefined;

/** Connection string of the test server without a database name, started on first use; null when there is none. */
export async function mongoTestUri(): Promise<string | null> {
  started ??= startMongoServer();
  return (await started)?.uri ?? null;
}

/** Ends the server that {@link mongoTestUri} started in this process. */
export async function stopMongoServer(): Promise<void> {
  const server = await started;
  started = undefined;
  await server?.stop();
}

/** `uri` with a database of its own, new with every call. */
export function freshDatabase(uri: string): string {
  const random = Math.random().toString(36).slice(2, 8);
  return databaseNamed(uri, `test-${process.pid}-${Date.now().toString(36)}-${random}`);
}

/** `uri` with the database `name`. */
export function databaseNamed(uri: string, name: string): string {
  const [base = uri, options] = uri.split("?");
  return `${base.replace(/^(mongodb(?:\+srv)?:\/\/[^/]+).*$/, "$1")}/${name}${options ? `?${options}` : ""}`;
}

/** Removes the database that `uri` names: a server with many of them is slow. One that is not there has none. */
export async function dropDatabase(uri: string): Promise<void> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5_000 });
  try {
    await client.db().dropDatabase();
  } catch (error) {
    if (!(error instanceof MongoServerSelectionError)) throw error;
  } finally {
    await client.close();
  }
}

const say = (line: string) => process.stderr.write(`${line}\n`);

async function startMongoServer(): Promise<Server | null> {
  const given = process.env.MONGODB_TEST_URI;
  if (given) {
    say("MongoDB for the tests: the server that MONGODB_TEST_URI names");
    return { uri: given, stop: async () => {} };
  }
  const program = findMongod();
  if (program) {
    say(`MongoDB for the tests: ${program === "mongod" ? "mongod on PATH" : `mongod of PyPI, ${program}`}`);
    const { uri, remove } = await startMongod(program);
    return { uri, stop: remove };
  }
  if (onPath("go", "version")) {
    say("MongoDB for the tests: FerretDB, as there is no mongod");
    return startFerretDb();
  }
  say(`\n${NO_SERVER}\n`);
  return null;
}
