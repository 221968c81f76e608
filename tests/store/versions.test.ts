import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import type { VersionRecord } from "@/lib/store/types";
import { engines, useStore } from "./support/engines";
import { allPages, aProject, aScope, BAD_CURSORS, badCursor, within } from "./support/factories";

const version = (
  projectId: string,
  number: number,
  more: Partial<VersionRecord> = {},
): Omit<VersionRecord, "ownerId"> => ({
  projectId,
  number,
  configId: `hash-${number % 2}`,
  prompts: [{ id: newId(), createdAt: 1 }],
  authorId: newId(),
  summary: "Changed prompt 1",
  restoredFrom: null,
  createdAt: 1_700_000_000_000 + number,
  ...more,
});

describe.each(engines)("versions on $name", (engine) => {
  const db = useStore(engine);

  test("keep their order, also when a state comes back", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const given = [1, 4, 5].map((number) => version(project.id, number, { configId: `hash-${number % 3}` }));
    for (const entry of given) {
      expect(await db.store.versions.put(scope, entry)).toEqual({ ...entry, ownerId: scope.ownerId });
    }
    const { items, nextCursor } = await db.store.versions.list(scope, project.id, { limit: 5 });
    expect(items).toEqual(given.toReversed().map((entry) => ({ ...entry, ownerId: scope.ownerId })));
    expect(nextCursor).toBeNull();
    expect(await db.store.versions.get(scope, project.id, 4)).toEqual({
      ...given[1],
      ownerId: scope.ownerId,
    });
    expect(await db.store.versions.get(scope, project.id, 3)).toBeNull();
  });

  test("the first row under a number stays, also for racing writers", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const rows = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        db.store.versions.put(scope, version(project.id, 2, { summary: `${i}` })),
      ),
    );
    for (const row of rows) expect(row).toEqual(rows[0]);
    expect(await db.store.versions.put(scope, version(project.id, 2, { restoredFrom: 1 }))).toEqual(rows[0]);
  });

  test("are paged, newest first, numbers as numbers", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    for (let number = 1; number <= 12; number++) {
      await db.store.versions.put(scope, version(project.id, number));
    }
    const seen = await allPages((page) => db.store.versions.list(scope, project.id, page), 5);
    expect(seen.map(({ number }) => number)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    for (const cursor of BAD_CURSORS) {
      await expect(db.store.versions.list(scope, project.id, { limit: 2, cursor })).rejects.toMatchObject(
        badCursor,
      );
    }
  });

  test("are their owner's alone, and their project's", async () => {
    const [ada, eve] = [await aScope(db.store), await aScope(db.store)];
    const [project, other] = [await aProject(db.store, ada), await aProject(db.store, ada)];
    await db.store.versions.put(ada, version(project.id, 1));
    for (const scope of [eve, within(ada, other.id)]) {
      expect(await db.store.versions.put(scope, version(project.id, 2))).toBeNull();
      expect(await db.store.versions.get(scope, project.id, 1)).toBeNull();
      expect((await db.store.versions.list(scope, project.id, { limit: 5 })).items).toEqual([]);
    }
    expect(await db.store.versions.get(within(ada, project.id), project.id, 1)).not.toBeNull();
    expect(await db.store.versions.get(ada, other.id, 1)).toBeNull();
    expect(await db.store.versions.put(ada, version(newId(), 1))).toBeNull();
  });

  test("go with their project", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    await db.store.versions.put(scope, version(project.id, 1));
    await db.store.projects.remove(scope, project.id);
    expect(await db.store.versions.get(scope, project.id, 1)).toBeNull();
    expect(await db.store.versions.put(scope, version(project.id, 2))).toBeNull();
    expect((await db.store.versions.list(scope, project.id, { limit: 5 })).items).toEqual([]);
  });
});
