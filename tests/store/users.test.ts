import type { Adapter } from "next-auth/adapters";
import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { engines, useStore } from "./support/engines";
import { aUser } from "./support/factories";

describe.each(engines)("users on $name", (engine) => {
  const db = useStore(engine);

  test("a user is found by id and, however it is written, by e-mail", async () => {
    const user = await db.store.users.create({
      email: " Ada@Example.TEST ",
      name: "Ada",
      passwordHash: "secret",
    });
    expect(user).toMatchObject({
      email: "ada@example.test",
      name: "Ada",
      image: null,
      ver: 1,
      hasPassword: true,
    });
    expect(user.id).toMatch(/^[0-9a-f]{24}$/);
    expect(user.createdAt).toBe(user.updatedAt);
    expect(await db.store.users.get(user.id)).toEqual(user);
    const credentials = { user, passwordHash: "secret" };
    expect(await db.store.users.credentialsByEmail("ADA@example.test")).toEqual(credentials);
    expect(await db.store.users.credentialsById(user.id)).toEqual(credentials);
  });

  test("a user record never carries the password hash", async () => {
    const user = await aUser(db.store);
    expect(JSON.stringify(await db.store.users.get(user.id))).not.toContain("hash");
  });

  test("somebody without a password is known as such", async () => {
    const user = await db.store.users.create({
      email: "oauth@example.test",
      name: "O",
      passwordHash: null,
      image: "i",
    });
    expect(user).toMatchObject({ hasPassword: false, image: "i" });
    expect((await db.store.users.credentialsById(user.id))?.passwordHash).toBeNull();
  });

  test("unknown and malformed ids find nobody", async () => {
    for (const id of [newId(), "", "x", "constructor", `${"a".repeat(23)}\u0000`, "💥".repeat(12)]) {
      expect(await db.store.users.get(id)).toBeNull();
      expect(await db.store.users.credentialsById(id)).toBeNull();
      expect(await db.store.users.update(id, { name: "X" })).toBeNull();
      expect(await db.store.users.remove(id)).toBe(false);
    }
    expect(await db.store.users.credentialsByEmail("nobody@example.test")).toBeNull();
  });

  test("of twenty racing registrations of one e-mail one succeeds", async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        db.store.users.create({
          email: i % 2 ? "race@example.test" : "RACE@example.test",
          name: `${i}`,
          passwordHash: "h",
        }),
      ),
    );
    const won = results.filter((result) => result.status === "fulfilled");
    const lost = results.filter((result) => result.status === "rejected");
    expect(won).toHaveLength(1);
    for (const result of lost) expect(result.reason).toMatchObject({ code: "user_exists", status: 400 });
    expect((await db.store.users.credentialsByEmail("race@example.test"))?.user).toEqual(won[0]?.value);
  });

  test("only a new password raises ver", async () => {
    const user = await aUser(db.store);
    const renamed = await db.store.users.update(user.id, { name: "Grace", email: " New@Example.test" });
    expect(renamed).toMatchObject({ id: user.id, name: "Grace", email: "new@example.test", ver: 1 });
    expect(renamed?.updatedAt).toBeGreaterThanOrEqual(user.updatedAt);
    expect(await db.store.users.credentialsByEmail(user.email)).toBeNull();
    const secured = await db.store.users.update(user.id, { passwordHash: "new" });
    expect(secured?.ver).toBe(2);
    expect(await db.store.users.credentialsById(user.id)).toEqual({ user: secured, passwordHash: "new" });
  });

  test("racing password changes each raise ver", async () => {
    const user = await aUser(db.store);
    await Promise.all(
      Array.from({ length: 8 }, (_, i) => db.store.users.update(user.id, { passwordHash: `p${i}` })),
    );
    expect((await db.store.users.get(user.id))?.ver).toBe(9);
  });

  test("an e-mail that is taken is refused and nothing changes", async () => {
    const [user, other] = [await aUser(db.store), await aUser(db.store)];
    const update = db.store.users.update(user.id, {
      name: "X",
      email: other.email.toUpperCase(),
      passwordHash: "p",
    });
    await expect(update).rejects.toMatchObject({ code: "user_exists" });
    expect(await db.store.users.get(user.id)).toEqual(user);
    expect(await db.store.users.update(user.id, { email: user.email })).toMatchObject({ email: user.email });
  });

  test("an e-mail is free again when its user is removed or moved away", async () => {
    const user = await aUser(db.store);
    expect(await db.store.users.remove(user.id)).toBe(true);
    expect(await db.store.users.remove(user.id)).toBe(false);
    expect(await db.store.users.get(user.id)).toBeNull();
    const again = await aUser(db.store, user.email);
    expect(again.id).not.toBe(user.id);
    await db.store.users.update(again.id, { email: "moved@example.test" });
    expect((await aUser(db.store, user.email)).email).toBe(user.email);
  });

  test("the last way to sign in stays, also for two who unlink at once", async () => {
    const { users } = db.store;
    const adapter = db.store.authAdapter() as Adapter;
    const user = await users.create({ email: `${newId()}@example.test`, name: "L", passwordHash: null });
    const link = (provider: string) =>
      adapter.linkAccount?.({ userId: user.id, type: "oauth", provider, providerAccountId: newId() });
    for (const provider of ["github", "google", "old"]) await link(provider);
    const links = await users.links(user.id);
    expect(links.map(({ provider }) => provider)).toEqual(["github", "google", "old"]);
    const stranger = await aUser(db.store);
    expect(await users.unlink(stranger.id, links[0]?.id ?? "", ["github"])).toBeNull();
    const usable = ["github", "google"];
    const both = links.slice(0, 2).map(({ id }) => users.unlink(user.id, id, usable));
    const done = await Promise.allSettled(both);
    expect(done.filter(({ status }) => status === "fulfilled").length).toBeLessThan(2);
    const left = await users.links(user.id);
    expect(left.some(({ provider }) => usable.includes(provider))).toBe(true);
    expect(await users.unlink(user.id, links[2]?.id ?? "", usable)).toEqual(links[2]);
    await users.update(user.id, { passwordHash: "hash" });
    for (const { id } of await users.links(user.id)) await users.unlink(user.id, id, usable);
    expect(await users.links(user.id)).toEqual([]);
  });
});
