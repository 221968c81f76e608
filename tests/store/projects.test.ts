import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { engines, useStore } from "./support/engines";
import {
  aFile,
  allPages,
  aProject,
  aScope,
  BAD_CURSORS,
  badCursor,
  exchange,
  ids,
  settings,
  within,
} from "./support/factories";

const prompt = (content: string) => ({
  id: newId(),
  role: "system" as const,
  content,
  createdAt: Date.now(),
});

describe.each(engines)("projects on $name", (engine) => {
  const db = useStore(engine);

  test("a project is read back as it was made", async () => {
    const scope = await aScope(db.store);
    const prompts = [prompt("Be brief."), { ...prompt("Hi"), role: "user" as const }];
    const input = {
      name: "Café",
      description: "für alle",
      settings: { ...settings, temperature: 0 },
      prompts,
    };
    const project = await db.store.projects.create(scope, input, 10);
    expect(project).toMatchObject({ ...input, ownerId: scope.ownerId, version: 1 });
    expect([project.updatedAt, project.activityAt]).toEqual([project.createdAt, project.createdAt]);
    expect(await db.store.projects.get(scope, project.id)).toEqual(project);
  });

  test("racing calls never exceed the limit", async () => {
    const scope = await aScope(db.store);
    const create = () => db.store.projects.create(scope, { name: "P", description: "", settings }, 5);
    const results = await Promise.allSettled(Array.from({ length: 15 }, create));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(5);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "limit_reached" });
    }
    const { items } = await db.store.projects.list(scope, { limit: 100 });
    expect(items).toHaveLength(5);
    await db.store.projects.remove(scope, items[0]?.id ?? "");
    await expect(create()).resolves.toMatchObject({ version: 1 });
    await expect(create()).rejects.toMatchObject({ code: "limit_reached" });
  });

  test("the list counts prompts, files and chats and leaves prompts out", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    await db.store.projects.update(scope, project.id, 1, { prompts: [prompt("a"), prompt("b")] });
    await aFile(db.store, scope, project.id);
    for (let i = 0; i < 3; i++) await exchange(db.store, scope, { projectId: project.id });
    const { items } = await db.store.projects.list(scope, { limit: 10 });
    expect(items).toMatchObject([{ id: project.id, promptCount: 2, fileCount: 1, chatCount: 3, settings }]);
    expect(items[0]).not.toHaveProperty("prompts");
  });

  test("newest activity comes first, and only forward", async () => {
    const scope = await aScope(db.store);
    const [a, b, c] = [
      await aProject(db.store, scope),
      await aProject(db.store, scope),
      await aProject(db.store, scope),
    ];
    const later = Date.now() + 10_000;
    await db.store.projects.touch(scope, a.id, later);
    await db.store.projects.touch(scope, b.id, later + 1);
    await db.store.projects.touch(scope, b.id, 5);
    await db.store.projects.touch(scope, newId(), later);
    expect(ids((await db.store.projects.list(scope, { limit: 10 })).items)).toEqual([b.id, a.id, c.id]);
    expect(await db.store.projects.get(scope, b.id)).toMatchObject({ activityAt: later + 1, version: 1 });
  });

  test("pages have neither gaps nor repeats while projects are added", async () => {
    const scope = await aScope(db.store);
    const there: string[] = [];
    for (let i = 0; i < 23; i++) {
      const project = await aProject(db.store, scope);
      // Many share one moment: the id decides between them.
      await db.store.projects.touch(scope, project.id, Date.now() + 60_000 * (1 + (i % 3)));
      there.push(project.id);
    }
    const seen = ids(
      await allPages(
        (page) => db.store.projects.list(scope, page),
        5,
        () => aProject(db.store, scope),
      ),
    );
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => there.includes(id)).toSorted()).toEqual(there.toSorted());
    const last = await db.store.projects.list(scope, { limit: 100 });
    expect(last.nextCursor).toBeNull();
  });

  test("the last full page has no next one", async () => {
    const scope = await aScope(db.store);
    for (let i = 0; i < 4; i++) await aProject(db.store, scope);
    const first = await db.store.projects.list(scope, { limit: 2 });
    const second = await db.store.projects.list(scope, { limit: 2, cursor: first.nextCursor ?? "" });
    expect([first.nextCursor === null, second.nextCursor]).toEqual([false, null]);
  });

  test("a cursor that nobody was given is refused", async () => {
    const scope = await aScope(db.store);
    for (const cursor of BAD_CURSORS) {
      await expect(db.store.projects.list(scope, { limit: 5, cursor })).rejects.toMatchObject(badCursor);
    }
  });

  test("the search takes name and description as plain text, in any case", async () => {
    const scope = await aScope(db.store);
    const create = (name: string, description: string) =>
      db.store.projects.create(scope, { name, description, settings }, 100);
    const umlaut = await create("ÄRGER (100%)", "");
    const russian = await create("Привет", "");
    const described = await create("Plain", "all about a_b [x]+ C:\\dir");
    const find = async (q: string) => ids((await db.store.projects.list(scope, { limit: 10, q })).items);
    expect(await find("ärger")).toEqual([umlaut.id]);
    expect(await find("ПРИВЕТ")).toEqual([russian.id]);
    expect(await find("(100%)")).toEqual([umlaut.id]);
    expect(await find("%")).toEqual([umlaut.id]);
    expect(await find("_")).toEqual([described.id]);
    expect(await find("[X]+")).toEqual([described.id]);
    expect(await find("c:\\d")).toEqual([described.id]);
    expect(await find(".*")).toEqual([]);
    await db.store.projects.update(scope, russian.id, 1, { name: "Пока", description: "Ärgerlich" });
    expect((await find("ärger")).toSorted()).toEqual([umlaut.id, russian.id].toSorted());
    expect(await find("привет")).toEqual([]);
  });

  test("an update changes what it names, raises the version and moves the times", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope, "Before");
    const prompts = [prompt("New")];
    const updated = await db.store.projects.update(scope, project.id, 1, { name: "After", prompts });
    expect(updated).toMatchObject({
      ...project,
      name: "After",
      prompts,
      version: 2,
      updatedAt: expect.any(Number),
      activityAt: expect.any(Number),
    });
    const { updatedAt, activityAt } = (await db.store.projects.get(scope, project.id)) ?? project;
    expect(updatedAt).toBeGreaterThanOrEqual(project.updatedAt);
    expect(activityAt).toBeGreaterThanOrEqual(project.activityAt);
    expect(await db.store.projects.update(scope, project.id, 2, { prompts: [] })).toMatchObject({
      prompts: [],
      name: "After",
    });
  });

  test("a stale or missing project is not written", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    await db.store.projects.update(scope, project.id, 1, { name: "Second" });
    expect(await db.store.projects.update(scope, project.id, 1, { name: "Stale" })).toBe("stale");
    expect(await db.store.projects.update(scope, project.id, 3, { name: "Ahead" })).toBe("stale");
    expect(await db.store.projects.get(scope, project.id)).toMatchObject({ name: "Second", version: 2 });
    expect(await db.store.projects.update(scope, newId(), 1, { name: "None" })).toBe("missing");
  });

  test("of twenty racing edits of one version one is written", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        db.store.projects.update(scope, project.id, 1, { name: `Edit ${i}` }),
      ),
    );
    const won = results.filter((result) => typeof result === "object");
    expect(won).toHaveLength(1);
    expect(results.filter((result) => result === "stale")).toHaveLength(19);
    expect(await db.store.projects.get(scope, project.id)).toEqual(won[0]);
  });

  test("edits that try again on the version they find all arrive", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const append = async (content: string) => {
      for (;;) {
        const present = await db.store.projects.get(scope, project.id);
        if (!present) throw new Error("gone");
        const prompts = [...present.prompts, prompt(content)];
        const result = await db.store.projects.update(scope, project.id, present.version, { prompts });
        if (typeof result === "object") return;
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, i) => append(`${i}`)));
    const after = await db.store.projects.get(scope, project.id);
    expect(after?.version).toBe(9);
    expect(after?.prompts.map(({ content }) => content).toSorted()).toEqual([
      "0",
      "1",
      "2",
      "3",
      "4",
      "5",
      "6",
      "7",
    ]);
  });

  test("a credential for one project sees that one only and makes no others", async () => {
    const scope = await aScope(db.store);
    const [project, other] = [await aProject(db.store, scope), await aProject(db.store, scope)];
    const key = within(scope, project.id);
    expect(ids((await db.store.projects.list(key, { limit: 10 })).items)).toEqual([project.id]);
    expect(await db.store.projects.get(key, project.id)).toEqual(project);
    expect(await db.store.projects.get(key, other.id)).toBeNull();
    expect(await db.store.projects.update(key, other.id, 1, { name: "X" })).toBe("missing");
    expect(await db.store.projects.remove(key, other.id)).toBe(false);
    await expect(
      db.store.projects.create(key, { name: "New", description: "", settings }, 100),
    ).rejects.toMatchObject({ code: "not_found" });
    expect(await db.store.projects.get(scope, other.id)).toEqual(other);
  });
});
