import { describe, expect, test } from "vitest";
import { engines, useStore } from "./support/engines";
import { aProject, aScope, within } from "./support/factories";

describe.each(engines)("slugs on $name", (engine) => {
  const db = useStore(engine);

  test("come from the first name and stay", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope, "  Café Über, 2026! ");
    expect(project.slug).toBe("cafe-uber-2026");
    const renamed = await db.store.projects.update(scope, project.id, 1, { name: "Bistro" });
    expect(renamed).toMatchObject({ name: "Bistro", slug: "cafe-uber-2026" });
    expect(await db.store.projects.getBySlug(scope, "cafe-uber-2026")).toEqual(renamed);
    const listed = await db.store.projects.list(scope, { limit: 10 });
    expect(listed.items.map(({ slug }) => slug)).toEqual(["cafe-uber-2026"]);
  });

  test("are unique for their owner, however many are made at once; others have their own", async () => {
    const [scope, stranger] = [await aScope(db.store), await aScope(db.store)];
    const made = await Promise.all(Array.from({ length: 12 }, () => aProject(db.store, scope, "Bot")));
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(12);
    expect(made.map(({ slug }) => slug)).toContain("bot");
    expect(made.every(({ slug }) => slug.startsWith("bot"))).toBe(true);
    expect((await aProject(db.store, stranger, "Bot")).slug).toBe("bot");
  });

  test("open nothing to a stranger, nor to a credential for another project; removal frees them", async () => {
    const [scope, stranger] = [await aScope(db.store), await aScope(db.store)];
    const [one, other] = [await aProject(db.store, scope, "One"), await aProject(db.store, scope, "Two")];
    expect(await db.store.projects.getBySlug(stranger, "one")).toBeNull();
    expect(await db.store.projects.getBySlug(within(scope, other.id), "one")).toBeNull();
    expect((await db.store.projects.getBySlug(within(scope, one.id), "one"))?.id).toBe(one.id);
    await db.store.projects.remove(scope, one.id);
    expect(await db.store.projects.getBySlug(scope, "one")).toBeNull();
    expect((await aProject(db.store, scope, "One")).slug).toBe("one");
  });

  test("never look like an id, and exist for names without a Latin letter", async () => {
    const scope = await aScope(db.store);
    expect((await aProject(db.store, scope, "a".repeat(24))).slug).toBe(`project-${"a".repeat(24)}`);
    expect((await aProject(db.store, scope, "猫")).slug).toBe("project");
    expect((await aProject(db.store, scope, "犬")).slug).toBe("project-2");
  });
});
