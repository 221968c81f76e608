import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, vi } from "vitest";
import type { Store } from "@/lib/store/types";
import { watchPlans } from "../../support/mongo-plans";
import { dropDatabase, freshDatabase } from "../../support/mongo-server";
import { borrowDatabase } from "../../support/shared-database";
import { watchStatements } from "../../support/sqlite-plans";
import { openTarget, type Target } from "./open-target";

export { openTarget, type Target };

type Place = { target: Target; destroy(): Promise<void> };
export type Engine = {
  name: Target["kind"];
  /** A place where nothing has been yet. */
  create(): Place;
  /** A place without data, which may have had some: on MongoDB quicker by a second. */
  borrow(): Place & { empty(): Promise<void> };
};

const sqlite: Engine = {
  name: "sqlite",
  create() {
    const dataDir = mkdtempSync(path.join(tmpdir(), "store-test-"));
    return {
      target: { kind: "sqlite", dataDir },
      destroy: async () => rmSync(dataDir, { recursive: true, force: true }),
    };
  },
  borrow: () => ({ ...sqlite.create(), empty: async () => {} }),
};

function mongodb(server: string): Engine {
  return {
    name: "mongodb",
    create() {
      const target = { kind: "mongodb" as const, uri: freshDatabase(server) };
      return {
        target,
        destroy: () => dropDatabase(target.uri),
      };
    },
    borrow() {
      const { uri, empty, giveBack } = borrowDatabase(server);
      return { target: { kind: "mongodb", uri }, empty, destroy: giveBack };
    },
  };
}

// Set by the global setup, which starts a server where there is one.
const server = process.env.MONGODB_TEST_URI;

// The test server is slow where the machine is busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Every engine that this machine can run. */
export const engines: Engine[] = server ? [sqlite, mongodb(server)] : [sqlite];

/** An empty database for the tests around it. */
export function useStore(engine: Engine) {
  const { target, empty, destroy } = engine.borrow();
  let opened: Store | undefined;
  const plansOf = target.kind === "mongodb" ? watchPlans(target.uri) : watchStatements();
  beforeAll(async () => {
    await empty();
    await plansOf.begin();
    opened = await openTarget(target);
  });
  afterAll(async () => {
    await opened?.close();
    const plans = await plansOf.end();
    await destroy();
    expect(plans, "queries that read a whole collection or sort in memory").toEqual([]);
  });
  return {
    target,
    get store(): Store {
      if (!opened) throw new Error("The store is opened before the first test, not earlier.");
      return opened;
    },
  };
}
