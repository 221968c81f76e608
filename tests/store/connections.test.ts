import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import type { NewConnection } from "@/lib/store";
import { engines, useStore } from "./support/engines";
import { aProject, aScope } from "./support/factories";

const input = (more: Partial<NewConnection> = {}): NewConnection => ({
  id: newId(),
  name: "Groq",
  kind: "groq",
  baseUrl: "https://api.groq.com/openai/v1",
  sealedKey: "sealed",
  allowPrivate: false,
  enabled: true,
  models: [{ id: "llama", name: "Llama", hidden: true, price: { prompt: 1, completion: 2.5 } }],
  ...more,
});

describe.each(engines)("connections on $name", (engine) => {
  const db = useStore(engine);

  test("are made with a name of their own, changed and removed", async () => {
    const { connections } = db.store;
    const made = input();
    const first = await connections.create(made, 50);
    expect(first).toEqual({
      ...made,
      slug: "groq",
      createdAt: expect.any(Number),
      updatedAt: expect.any(Number),
    });
    const second = await connections.create(input(), 50);
    const third = await connections.create(input({ name: "日本", sealedKey: null }), 50);
    expect([second.slug, third.slug]).toEqual(["groq-2", "connection"]);
    expect(await connections.list()).toEqual([first, second, third]);

    const changed = await connections.update(first.id, { name: "Other", enabled: false, models: [] });
    expect(changed).toEqual({
      ...first,
      name: "Other",
      enabled: false,
      models: [],
      updatedAt: changed?.updatedAt,
    });
    expect(changed?.updatedAt).toBeGreaterThan(first.updatedAt);
    const bare = await connections.update(first.id, { sealedKey: null }, "sealed");
    expect(bare?.sealedKey).toBeNull();
    expect(await connections.update(first.id, { sealedKey: "x" }, "sealed")).toBeNull();
    for (const id of [newId(), "", "$ne", "' OR 1=1"]) {
      expect(await connections.update(id, { name: "x" })).toBeNull();
      expect(await connections.remove(id)).toBe(false);
    }
    expect(await connections.remove(first.id)).toBe(true);
    expect((await connections.list()).map(({ id }) => id)).toEqual([second.id, third.id]);
  });

  test("never exceed their limit, many at once", async () => {
    const { connections } = db.store;
    const before = (await connections.list()).length;
    const made = await Promise.allSettled(
      Array.from({ length: 8 }, () => connections.create(input(), before + 3)),
    );
    expect((await connections.list()).length).toBeLessThanOrEqual(before + 3);
    expect(made.some(({ status }) => status === "rejected")).toBe(true);
  });

  test("a project's own keys are its own, and go with it", async () => {
    const { connections, projects } = db.store;
    const [scope, other] = [await aScope(db.store), await aScope(db.store)];
    const project = await aProject(db.store, scope);
    const { id } = await connections.create(input(), 50);
    expect(await connections.putProjectKey(other, project.id, id, "theirs")).toBe(false);
    expect(await connections.putProjectKey(scope, project.id, id, "one")).toBe(true);
    expect(await connections.putProjectKey(scope, project.id, id, "two")).toBe(true);
    expect(await connections.putProjectKey(scope, project.id, "environment", "env")).toBe(true);
    const keys = await connections.projectKeys(scope, project.id);
    expect(keys.map(({ connectionId, sealedKey }) => [connectionId, sealedKey]).sort()).toEqual(
      [
        [id, "two"],
        ["environment", "env"],
      ].sort(),
    );
    expect(await connections.projectKeys(other, project.id)).toEqual([]);
    expect(await connections.removeProjectKey(other, project.id, id)).toBe(false);
    expect(await connections.removeProjectKey(scope, project.id, "environment")).toBe(true);
    expect(await connections.removeProjectKey(scope, project.id, "environment")).toBe(false);

    const own = { connectionId: id, projectId: project.id, sealedKey: "two" };
    expect(await connections.sealedKeys()).toContainEqual(own);
    expect(await connections.reseal({ ...own, sealedKey: "stale" }, "three")).toBe(false);
    expect(await connections.reseal(own, "three")).toBe(true);
    const installation = { connectionId: id, projectId: null, sealedKey: "sealed" };
    expect(await connections.reseal(installation, "anew")).toBe(true);
    expect(await connections.sealedKeys()).toContainEqual({ ...installation, sealedKey: "anew" });

    await connections.remove(id);
    expect(await connections.projectKeys(scope, project.id)).toEqual([]);
    await connections.putProjectKey(scope, project.id, "environment", "env");
    await projects.remove(scope, project.id);
    const left = (await connections.sealedKeys()).filter(({ projectId }) => projectId === project.id);
    expect(left).toEqual([]);
    expect(await connections.putProjectKey(scope, project.id, "environment", "env")).toBe(false);
  });
});
