import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { engines, useStore } from "./support/engines";
import { allPages, aProject, aScope, BAD_CURSORS, badCursor, ids, settings } from "./support/factories";

/** One hash is one content. */
const FILE_ID = newId();
const config = (projectId: string, id: string, version = 1) => ({
  id,
  projectId,
  version,
  prompts: [{ role: "system" as const, content: "Be brief." }],
  settings,
  files: [{ id: FILE_ID, filename: "a.txt", sha256: "00" }],
});

describe.each(engines)("configs on $name", (engine) => {
  const db = useStore(engine);

  test("the first row under a hash stays", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const input = config(project.id, "hash");
    const first = await db.store.configs.put(scope, input);
    expect(first).toEqual({ ...input, ownerId: scope.ownerId, createdAt: expect.any(Number) });
    const again = await Promise.all(
      [1, 2, 3].map((v) => db.store.configs.put(scope, config(project.id, "hash", v))),
    );
    expect(again).toEqual([first, first, first]);
    expect(await db.store.configs.get(scope, project.id, "hash")).toEqual(first);
    expect((await db.store.configs.list(scope, project.id, { limit: 5 })).items).toEqual([first]);
  });

  test("racing writers of one hash agree on one row", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const rows = await Promise.all(
      Array.from({ length: 10 }, (_, i) => db.store.configs.put(scope, config(project.id, "race", i + 1))),
    );
    for (const row of rows) expect(row).toEqual(rows[0]);
  });

  test("the same hash in two projects are two rows", async () => {
    const scope = await aScope(db.store);
    const [a, b] = [await aProject(db.store, scope), await aProject(db.store, scope)];
    await db.store.configs.put(scope, config(a.id, "same", 1));
    await db.store.configs.put(scope, config(b.id, "same", 7));
    expect(await db.store.configs.get(scope, a.id, "same")).toMatchObject({ projectId: a.id, version: 1 });
    expect(await db.store.configs.get(scope, b.id, "same")).toMatchObject({ projectId: b.id, version: 7 });
  });

  test("a project that is not there takes none", async () => {
    const scope = await aScope(db.store);
    expect(await db.store.configs.put(scope, config(newId(), "x"))).toBeNull();
    expect(await db.store.configs.get(scope, newId(), "x")).toBeNull();
  });

  test("the list is paged, newest first", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const hashes = Array.from({ length: 7 }, (_, i) => `hash-${i}`);
    for (const hash of hashes) await db.store.configs.put(scope, config(project.id, hash));
    const seen = await allPages((page) => db.store.configs.list(scope, project.id, page), 3);
    expect(ids(seen).toSorted()).toEqual(hashes);
    expect(seen.map((row) => row.createdAt)).toEqual(
      seen.map((row) => row.createdAt).toSorted((a, b) => b - a),
    );
    for (const cursor of BAD_CURSORS) {
      await expect(db.store.configs.list(scope, project.id, { limit: 2, cursor })).rejects.toMatchObject(
        badCursor,
      );
    }
  });
});
