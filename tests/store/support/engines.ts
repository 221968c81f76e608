import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { MongoClient } from "mongodb";
import { afterAll, beforeAll } from "vitest";
import { newId } from "@/lib/ids";
import { openMongoStore } from "@/lib/store/mongodb";
import { openSqliteStore } from "@/lib/store/sqlite";
import type { Store } from "@/lib/store/types";

/** How a store is opened: passed to child processes as JSON. */
export type Target = { kind: "sqlite"; dataDir: string } | { kind: "mongodb"; uri: string };

export type Engine = { name: Target["kind"]; create(): { target: Target; destroy(): Promise<void> } };

export function openTarget(target: Target): Promise<Store> {
  return target.kind === "sqlite" ? openSqliteStore(target) : openMongoStore(target);
}

const sqlite: Engine = {
  name: "sqlite",
  create() {
    const dataDir = mkdtempSync(path.join(tmpdir(), "store-test-"));
    return {
      target: { kind: "sqlite", dataDir },
      destroy: async () => rmSync(dataDir, { recursive: true, force: true }),
    };
  },
};

function mongodb(server: string): Engine {
  return {
    name: "mongodb",
    create() {
      const uri = new URL(server);
      uri.pathname = `/store_test_${newId()}`;
      const target: Target = { kind: "mongodb", uri: uri.href };
      return {
        target,
        async destroy() {
          const client = await new MongoClient(target.uri).connect();
          await client.db().dropDatabase();
          await client.close();
        },
      };
    },
  };
}

async function serverUri(): Promise<string | null> {
  const file = fileURLToPath(new URL("../../support/mongo-server.ts", import.meta.url));
  if (!existsSync(file)) return null;
  const module: { mongoTestUri(): Promise<string | null> } = await import(/* @vite-ignore */ file);
  return module.mongoTestUri();
}

const uri = await serverUri();
if (!uri) {
  const text = "The MongoDB half of the store suite was NOT run: there is no MONGODB_TEST_URI, mongod or go.";
  if (process.env.CI || process.env.REQUIRE_MONGO) throw new Error(text);
  console.log(text);
}

/** Every engine that this machine can run. */
export const engines: Engine[] = uri ? [sqlite, mongodb(uri)] : [sqlite];

/** A fresh database for the tests around it. */
export function useStore(engine: Engine) {
  const { target, destroy } = engine.create();
  let opened: Store | undefined;
  beforeAll(async () => {
    opened = await openTarget(target);
  });
  afterAll(async () => {
    await opened?.close();
    await destroy();
  });
  return {
    target,
    get store(): Store {
      if (!opened) throw new Error("The store is opened before the first test, not earlier.");
      return opened;
    },
  };
}
