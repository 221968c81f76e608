import { createHash, randomUUID } from "node:crypto";
import type { Adapter, AdapterAccount, AdapterSession, AdapterUser } from "next-auth/adapters";
import { beforeAll, describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { engines, useStore } from "./support/engines";

type Called = { [Name in keyof Adapter]-?: NonNullable<Adapter[Name]> };

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const inFuture = (ms: number) => new Date(Date.now() + ms);
const hashed = (token: string) => createHash("sha256").update(token).digest("hex");

/**
 * The cases of next-auth's published adapter test (nextauthjs/next-auth, `packages/utils/adapter.ts`), seen through the
 * adapter and the store instead of the database's own queries. They build on one another, as there.
 */
describe.each(engines)("next-auth's adapter on $name", (engine) => {
  const db = useStore(engine);
  let adapter: Called;
  let user: AdapterUser;
  let session: AdapterSession;
  let account: AdapterAccount;

  beforeAll(() => {
    adapter = db.store.authAdapter() as Called;
  });
  const byAccount = () =>
    adapter.getUserByAccount({ provider: account.provider, providerAccountId: account.providerAccountId });

  test("all methods are there", () => {
    expect(adapter).toMatchObject(
      Object.fromEntries(
        [
          "createUser",
          "getUser",
          "getUserByEmail",
          "getUserByAccount",
          "updateUser",
          "deleteUser",
          "linkAccount",
          "unlinkAccount",
          "createSession",
          "getSessionAndUser",
          "updateSession",
          "deleteSession",
          "createVerificationToken",
          "useVerificationToken",
        ].map((name) => [name, expect.any(Function)]),
      ),
    );
  });

  test("createUser keeps what it is given and makes the id", async () => {
    const given = {
      id: randomUUID(),
      email: "fill@murray.test",
      image: "https://images.test/460/300",
      name: "Fill Murray",
      emailVerified: new Date(),
    };
    user = await adapter.createUser(given);
    expect(user).toMatchObject({ ...given, id: expect.stringMatching(/^[0-9a-f]{24}$/) });
  });

  test("getUser", async () => {
    expect(await adapter.getUser(newId())).toBeNull();
    expect(await adapter.getUser(user.id)).toMatchObject(user);
  });

  test("getUserByEmail", async () => {
    expect(await adapter.getUserByEmail("nobody@example.test")).toBeNull();
    expect(await adapter.getUserByEmail(user.email)).toMatchObject(user);
  });

  test("the store knows the same user, without a password", async () => {
    expect(await db.store.users.get(user.id)).toMatchObject({
      id: user.id,
      email: user.email,
      name: user.name,
      image: user.image,
      ver: 1,
      hasPassword: false,
      createdAt: expect.any(Number),
      updatedAt: expect.any(Number),
    });
    const again = db.store.users.create({ email: "Fill@Murray.test", name: "X", passwordHash: null });
    await expect(again).rejects.toMatchObject({ code: "user_exists" });
  });

  test("a user of the store is known here, without the password hash", async () => {
    const other = await db.store.users.create({
      email: "Store@Example.test",
      name: "S",
      passwordHash: "very-secret",
    });
    const found = await adapter.getUserByEmail("store@example.test");
    expect(found).toMatchObject({ id: other.id, email: "store@example.test", name: "S" });
    expect(JSON.stringify(found)).not.toContain("very-secret");
  });

  test("createSession", async () => {
    const given = { sessionToken: randomUUID(), userId: user.id, expires: inFuture(7 * DAY) };
    session = await adapter.createSession(given);
    expect(session).toMatchObject(given);
  });

  test("getSessionAndUser", async () => {
    expect(await adapter.getSessionAndUser("invalid-token")).toBeNull();
    const found = await adapter.getSessionAndUser(session.sessionToken);
    expect(found?.user).toMatchObject(user);
    expect(found?.session).toMatchObject({
      sessionToken: session.sessionToken,
      userId: user.id,
      expires: session.expires,
    });
  });

  test("updateUser", async () => {
    const updated = await adapter.updateUser({ id: user.id, name: "Updated Name" });
    expect(updated).toMatchObject({ ...user, name: "Updated Name" });
    user = { ...user, name: "Updated Name" };
    expect(await adapter.getUser(user.id)).toMatchObject(user);
    expect(await db.store.users.get(user.id)).toMatchObject({ name: "Updated Name" });
  });

  test("updateSession", async () => {
    const expires = inFuture(30 * DAY);
    await adapter.updateSession({ sessionToken: session.sessionToken, expires });
    const found = await adapter.getSessionAndUser(session.sessionToken);
    expect(found?.session.expires.getTime()).toBe(expires.getTime());
  });

  test("linkAccount and getUserByAccount", async () => {
    account = {
      provider: "github",
      providerAccountId: randomUUID(),
      userId: user.id,
      type: "oauth",
      access_token: randomUUID(),
      expires_at: 2_592_000,
      id_token: randomUUID(),
      refresh_token: randomUUID(),
      token_type: "bearer",
      scope: "user",
      session_state: randomUUID(),
    };
    await adapter.linkAccount(account);
    const none = { provider: "invalid-provider", providerAccountId: "invalid-account" };
    expect(await adapter.getUserByAccount(none)).toBeNull();
    expect(await byAccount()).toMatchObject(user);
  });

  test("deleteSession", async () => {
    await adapter.deleteSession(session.sessionToken);
    expect(await adapter.getSessionAndUser(session.sessionToken)).toBeNull();
  });

  test("a verification token is used once", async () => {
    const identifier = "info@example.test";
    const token = hashed(randomUUID());
    const given = { token, identifier, expires: inFuture(15 * MINUTE) };
    expect(await adapter.createVerificationToken(given)).toMatchObject(given);
    expect(await adapter.useVerificationToken({ identifier, token: hashed("other") })).toBeNull();
    expect(await adapter.useVerificationToken({ identifier: "x@example.test", token })).toBeNull();
    expect(await adapter.useVerificationToken({ identifier, token })).toEqual(given);
    expect(await adapter.useVerificationToken({ identifier, token })).toBeNull();
  });

  test("of racing uses of one verification token one succeeds", async () => {
    const given = {
      token: hashed(randomUUID()),
      identifier: "race@example.test",
      expires: inFuture(15 * MINUTE),
    };
    await adapter.createVerificationToken(given);
    const used = await Promise.all(Array.from({ length: 8 }, () => adapter.useVerificationToken(given)));
    expect(used.filter((token) => token !== null)).toHaveLength(1);
  });

  test("unlinkAccount", async () => {
    await adapter.unlinkAccount({ provider: account.provider, providerAccountId: account.providerAccountId });
    expect(await byAccount()).toBeNull();
    expect(await adapter.getUser(user.id)).toMatchObject(user);
  });

  test("deleteUser takes sessions and accounts along", async () => {
    await adapter.createSession({ ...session, expires: inFuture(DAY) });
    await adapter.linkAccount(account);
    expect(await byAccount()).toMatchObject(user);
    await adapter.deleteUser(user.id);
    expect(await adapter.getUser(user.id)).toBeNull();
    expect(await db.store.users.get(user.id)).toBeNull();
    expect(await adapter.getSessionAndUser(session.sessionToken)).toBeNull();
    expect(await byAccount()).toBeNull();
  });

  test("a user whom the store removes loses the linked account too", async () => {
    const other = await adapter.createUser({
      email: "linked@example.test",
      emailVerified: null,
      name: null,
    } as AdapterUser);
    await adapter.linkAccount({ ...account, userId: other.id, providerAccountId: "second" });
    await db.store.users.remove(other.id);
    expect(
      await adapter.getUserByAccount({ provider: account.provider, providerAccountId: "second" }),
    ).toBeNull();
  });
});
