import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { engines, useStore } from "./support/engines";
import { aUser, ids } from "./support/factories";

const HOUR = 3_600_000;

describe.each(engines)("sessions on $name", (engine) => {
  const db = useStore(engine);
  const start = async (
    userId: string,
    { ver = 1, createdAt = Date.now(), expiresAt = Date.now() + HOUR } = {},
  ) => db.store.sessions.create({ userId, kind: "token", ver, userAgent: "Test/1", createdAt, expiresAt });

  test("a session is found with its user until it expires", async () => {
    const user = await aUser(db.store);
    const session = await start(user.id);
    expect(session).toMatchObject({ userId: user.id, kind: "token", ver: 1, userAgent: "Test/1" });
    expect(session.lastSeenAt).toBe(session.createdAt);
    expect(await db.store.sessions.find(session.id, session.expiresAt - 1)).toEqual({ session, user });
    expect(await db.store.sessions.find(session.id, session.expiresAt)).toBeNull();
    expect(await db.store.sessions.find(newId(), Date.now())).toBeNull();
    expect(await db.store.sessions.find("not an id", Date.now())).toBeNull();
  });

  test("a given id is kept", async () => {
    const user = await aUser(db.store);
    const id = newId();
    const now = Date.now();
    const input = { id, userId: user.id, kind: "browser" as const, ver: 1, userAgent: "", createdAt: now };
    expect((await db.store.sessions.create({ ...input, expiresAt: now + HOUR })).id).toBe(id);
    expect((await db.store.sessions.find(id, now))?.session.kind).toBe("browser");
  });

  test("a changed password ends every session that was made before", async () => {
    const user = await aUser(db.store);
    const old = await start(user.id);
    await db.store.users.update(user.id, { passwordHash: "new" });
    expect(await db.store.sessions.find(old.id, Date.now())).toBeNull();
    const fresh = await start(user.id, { ver: 2 });
    expect(await db.store.sessions.find(fresh.id, Date.now())).not.toBeNull();
    expect(ids(await db.store.sessions.list(user.id, Date.now()))).toEqual([fresh.id]);
  });

  test("touch moves only forward and may prolong", async () => {
    const user = await aUser(db.store);
    const session = await start(user.id);
    await db.store.sessions.touch(session.id, session.createdAt + 50);
    await db.store.sessions.touch(session.id, session.createdAt + 10);
    const touched = (await db.store.sessions.find(session.id, Date.now()))?.session;
    expect(touched).toEqual({ ...session, lastSeenAt: session.createdAt + 50 });
    await db.store.sessions.touch(session.id, session.createdAt + 60, session.expiresAt + HOUR);
    expect((await db.store.sessions.find(session.id, session.expiresAt))?.session.expiresAt).toBe(
      session.expiresAt + HOUR,
    );
    await db.store.sessions.touch(newId(), Date.now());
  });

  test("a user lists and revokes only their own sessions", async () => {
    const [user, other] = [await aUser(db.store), await aUser(db.store)];
    const [mine, theirs] = [await start(user.id), await start(other.id)];
    expect(ids(await db.store.sessions.list(user.id, Date.now()))).toEqual([mine.id]);
    expect(await db.store.sessions.revoke(user.id, theirs.id)).toBe(false);
    expect(await db.store.sessions.find(theirs.id, Date.now())).not.toBeNull();
    expect(await db.store.sessions.revoke(user.id, mine.id)).toBe(true);
    expect(await db.store.sessions.revoke(user.id, mine.id)).toBe(false);
    expect(await db.store.sessions.find(mine.id, Date.now())).toBeNull();
  });

  test("all sessions but one are revoked at once", async () => {
    const user = await aUser(db.store);
    const [a, b, c] = [await start(user.id), await start(user.id), await start(user.id)];
    expect(await db.store.sessions.revokeAll(user.id, b.id)).toBe(2);
    expect(ids(await db.store.sessions.list(user.id, Date.now()))).toEqual([b.id]);
    expect(await db.store.sessions.revokeAll(user.id)).toBe(1);
    for (const { id } of [a, b, c]) expect(await db.store.sessions.find(id, Date.now())).toBeNull();
  });

  test("expired sessions are not listed, and swept", async () => {
    const user = await aUser(db.store);
    const expired = await start(user.id, { expiresAt: Date.now() - 1 });
    const live = await start(user.id);
    expect(ids(await db.store.sessions.list(user.id, Date.now()))).toEqual([live.id]);
    await db.store.sweep(Date.now());
    expect(await db.store.sessions.find(expired.id, 0)).toBeNull();
    expect(await db.store.sessions.find(live.id, Date.now())).not.toBeNull();
  });
});
