import { Collection, MongoClient } from "mongodb";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { newId } from "@/lib/ids";
import { engines, useStore } from "./support/engines";
import { activeRun, aProject, aScope, begin, finish, LEASE_MS, text } from "./support/factories";

const mongodb = engines.filter(({ name }) => name === "mongodb");

describe.each(mongodb)("what comes late, or fails, on $name", (engine) => {
  const db = useStore(engine);
  let client: MongoClient;
  beforeAll(async () => {
    const { target } = db;
    client = await MongoClient.connect(target.kind === "mongodb" ? target.uri : "");
  });
  afterAll(() => client.close());
  const raw = (name: string) => client.db().collection<{ _id: string } & Record<string, unknown>>(name);

  test("a write that was given up on, and arrives after the end, restores nothing", async () => {
    const scope = await aScope(db.store);
    const { id: projectId } = await aProject(db.store, scope);
    const turn = await begin(db.store, scope, { projectId });
    const { lease } = await activeRun(db.store, scope, turn.chatId);
    const flush = { runId: turn.runId, lease, leaseUntil: Date.now() + LEASE_MS, events: [] };
    const [reached, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const { bulkWrite } = Collection.prototype;
    const held = vi.spyOn(Collection.prototype, "bulkWrite").mockImplementationOnce(async function (
      this: Collection,
      ...given
    ) {
      reached.resolve();
      await go.promise;
      return bulkWrite.apply(this, given);
    });
    const late = db.store.runs.flush([{ ...flush, message: { parts: text("Half") } }]);
    await reached.promise;
    expect(await finish(db.store, turn, "Whole")).toBe(true);
    go.resolve();
    expect((await late)[0]?.accepted).toBe(false);
    held.mockRestore();
    expect(await db.store.messages.get(scope, turn.chatId, turn.replyId)).toMatchObject({
      parts: text("Whole"),
      status: "complete",
    });
  });

  test("one sweep clears every old log, past a removal that fails", async () => {
    const [now, ids] = [Date.now(), Array.from({ length: 2_300 }, () => newId())];
    const run = (id: string) => ({
      _id: id,
      slot: id,
      status: "complete",
      purgeAt: 1,
      chatId: "",
      projectId: "",
    });
    await raw("runs").insertMany(ids.map(run));
    await raw("runEvents").insertMany(ids.map((id) => ({ _id: `${id}:0000000001:x`, seq: 1, data: "[]" })));
    await raw("tombstones").insertOne({
      _id: "no id",
      kind: "user",
      ownerId: "x",
      projectId: null,
      at: 1,
      done: false,
    });
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const tombstone = { _id: project.id, kind: "project", ownerId: scope.ownerId, projectId: project.id };
    await raw("tombstones").insertOne({ ...tombstone, at: now, done: false });
    await expect(db.store.sweep(now)).rejects.toThrow();
    expect(
      await raw("runEvents").countDocuments({ _id: { $in: ids.map((id) => `${id}:0000000001:x`) } }),
    ).toBe(0);
    expect(await raw("runs").countDocuments({ purgeAt: 1 })).toBe(0);
    expect(await raw("projects").countDocuments({ _id: project.id })).toBe(0);
  });
});
