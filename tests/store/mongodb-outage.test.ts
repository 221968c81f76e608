import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { newId } from "@/lib/ids";
import { openMongoStore } from "@/lib/store/mongodb";
import { createContext } from "@/lib/store/mongodb/client";
import { prepareSchema, SCHEMA_VERSION } from "@/lib/store/mongodb/schema";
import type { Store } from "@/lib/store/types";
import { type Fuse, startFuse } from "../support/mongo-fuse";
import { engines } from "./support/engines";
import { aProject, aScope, begin, bytes, contentOf, LEASE_MS } from "./support/factories";

vi.setConfig({ testTimeout: 120_000 });

const mongodb = engines.filter(({ name }) => name === "mongodb");
const unavailable = { code: "store_unavailable" };

test("what the connection string says wins over the engine's own choice, but reads go to the primary", async () => {
  const plain = createContext("mongodb://localhost:1/?retryWrites=false");
  const chosen = createContext(
    "mongodb://localhost:1/my%20data?serverSelectionTimeoutMS=7&readPreference=secondary",
  );
  expect(plain.db.databaseName).toBe("chatbot-platform");
  expect(plain.client.options).toMatchObject({ serverSelectionTimeoutMS: 2_000, retryWrites: false });
  expect(chosen.db.databaseName).toBe("my data");
  expect(chosen.client.options).toMatchObject({ serverSelectionTimeoutMS: 7, retryWrites: true });
  expect(chosen.c.runs.readPreference?.mode).toBe("primary");
  await Promise.all([plain.client.close(), chosen.client.close()]);
});

test("a server that is not there is named as such within seconds", async () => {
  const begun = Date.now();
  await expect(openMongoStore({ uri: "mongodb://127.0.0.1:1/" })).rejects.toMatchObject(unavailable);
  expect(Date.now() - begun).toBeLessThan(15_000);
});

describe.each(mongodb)("a server that disappears, on $name", (engine) => {
  const { target, destroy } = engine.create();
  let fuse: Fuse;
  let store: Store;
  beforeAll(async () => {
    fuse = await startFuse(target.kind === "mongodb" ? target.uri : "");
    store = await openMongoStore({ uri: fuse.uri });
  });
  afterAll(async () => {
    await store.close();
    await fuse.close();
    await destroy();
  });

  /** The driver needs a moment to see that the server is back. */
  const recovered = () =>
    expect.poll(() => store.ping().then(() => true, String), { timeout: 60_000 }).toBe(true);

  test("every kind of call says so, and all is well when it is back", async () => {
    const scope = await aScope(store);
    const project = await aProject(store, scope);
    const turn = await begin(store, scope, { projectId: project.id });
    const body = await store.files.putBody(scope, bytes("a".repeat(600_000)), 1_000_000);
    const reading = await store.files.readBody(scope, body.bodyId);
    await fuse.cut();
    const flush = { runId: turn.runId, lease: turn.lease, leaseUntil: Date.now() + LEASE_MS };
    const outcomes = await Promise.allSettled([
      store.ping(),
      store.projects.get(scope, project.id),
      store.projects.list(scope, { limit: 1 }),
      store.users.create({ email: `${newId()}@example.test`, name: "A", passwordHash: null }),
      store.runs.flush([{ ...flush, events: [{ seq: 1, data: "a" }] }]),
      store.files.putBody(scope, bytes("a"), 10),
      store.rateLimits.hit("key", 1_000, 1),
      store.sweep(Date.now()),
      contentOf(reading),
    ]);
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: "rejected", reason: unavailable });
    await fuse.join();
    await recovered();
    expect(await store.projects.get(scope, project.id)).toMatchObject({ id: project.id, version: 1 });
    const again = await store.runs.flush([{ ...flush, events: [{ seq: 1, data: "a" }] }]);
    expect(again).toEqual([{ runId: turn.runId, accepted: true, stopRequested: false }]);
    expect((await store.runs.tail(scope, turn.runId, 0, 10))?.events).toEqual([{ seq: 1, data: "a" }]);
  });

  test("a server that accepts and never answers fails a ping within 2 s", async () => {
    fuse.swallow();
    const begun = Date.now();
    await expect(store.ping()).rejects.toMatchObject(unavailable);
    expect(Date.now() - begun).toBeLessThan(5_000);
    await fuse.cut();
    await fuse.join();
    await recovered();
  });

  test("a reply whose beginning was half stored goes on once the server is back", async () => {
    const scope = await aScope(store);
    const project = await aProject(store, scope);
    fuse.cutAtWrite(1);
    const turn = await begin(store, scope, { projectId: project.id });
    expect(fuse.isCut()).toBe(true);
    await fuse.join();
    await recovered();
    expect(await store.messages.get(scope, turn.chatId, turn.replyId)).toBeNull();
    const flush = { runId: turn.runId, lease: turn.lease, leaseUntil: Date.now() + LEASE_MS, events: [] };
    expect(await store.runs.flush([flush])).toMatchObject([{ accepted: true }]);
    expect(await store.messages.get(scope, turn.chatId, turn.replyId)).toMatchObject({ status: "streaming" });
    expect((await store.chats.get(scope, turn.chatId))?.activeLeafId).toBe(turn.replyId);
  });
});

describe.each(mongodb)("the schema on $name", (engine) => {
  const { target, destroy } = engine.create();
  const uri = target.kind === "mongodb" ? target.uri : "";
  const raw = createContext(uri);
  afterAll(async () => {
    await raw.client.close();
    await destroy();
  });

  test("several processes may open an empty database at once", async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => openMongoStore({ uri })));
    expect(await raw.c.meta.findOne({ _id: "schema" })).toEqual({ _id: "schema", version: SCHEMA_VERSION });
    await Promise.all(stores.map((store) => store.close()));
  });

  test("a newer database is refused by name and nothing in it is touched", async () => {
    await raw.c.meta.updateOne({ _id: "schema" }, { $set: { version: SCHEMA_VERSION + 1 } });
    await raw.c.users.dropIndexes();
    const before = await raw.c.users.indexes();
    await expect(openMongoStore({ uri })).rejects.toThrow(
      `schema version ${SCHEMA_VERSION + 1}, but this version of the application knows only ${SCHEMA_VERSION}`,
    );
    expect(await raw.c.users.indexes()).toEqual(before);
    expect((await raw.c.meta.findOne({ _id: "schema" }))?.version).toBe(SCHEMA_VERSION + 1);
  });

  test("a process that died while preparing leaves the work to the next one", async () => {
    await raw.c.meta.deleteOne({ _id: "schema" });
    await prepareSchema(raw.db);
    expect((await raw.c.users.indexes()).some((index) => index.unique && index.key.email === 1)).toBe(true);
    expect((await raw.c.meta.findOne({ _id: "schema" }))?.version).toBe(SCHEMA_VERSION);
  });
});
