import { beforeAll, describe, expect, test } from "vitest";
import { scopeOf, scopeOn } from "@/lib/auth/scope";
import { newId } from "@/lib/ids";
import { KEY_SCOPES, type ProjectRole } from "@/lib/schemas";
import type { Scope, Store } from "@/lib/store/types";
import { engines, useStore } from "./support/engines";
import { activeRun, aFile, aProject, aUser, begin, exchange, ids, type Turn } from "./support/factories";

const page = { limit: 20 };
const LIMIT = 100;
const ROLES: ProjectRole[] = ["owner", "editor", "member"];

const through = { permissions: KEY_SCOPES, via: "bearer" as const };
const keyScope = (userId: string, keyId: string, projectId: string | null) =>
  scopeOf({ kind: "key", userId, keyId, projectId, ...through });
const visitorScope = (userId: string, visitorId: string, projectId: string) =>
  scopeOf({ kind: "visitor", userId, visitorId, projectId, ...through });

/** One project, and everybody who may have to do with it, each with a chat where they can have one. */
async function aHouse(store: Store) {
  const [owner, editor, member, stranger] = await Promise.all([
    aUser(store),
    aUser(store),
    aUser(store),
    aUser(store),
  ]);
  const own = scopeOf({ userId: owner.id });
  const project = await aProject(store, own, "Shared");
  const other = await aProject(store, own, "Other");
  const file = await aFile(store, own, project.id);
  await store.members.put(own, project.id, { userId: editor.id, role: "editor" }, LIMIT);
  await store.members.put(own, project.id, { userId: member.id, role: "member" }, LIMIT);
  const on = async (userId: string): Promise<Scope> => {
    const access = await store.members.access(userId, project.id);
    if (!access) throw new Error("No member.");
    return scopeOn({ userId }, { id: project.id, ...access });
  };
  const scopes = {
    owner: await on(owner.id),
    editor: await on(editor.id),
    member: await on(member.id),
    key: keyScope(owner.id, newId(), project.id),
    otherKey: keyScope(owner.id, newId(), project.id),
    visitor: visitorScope(owner.id, newId(), project.id),
    otherVisitor: visitorScope(owner.id, newId(), project.id),
  };
  const chats: Record<string, Turn> = {};
  for (const [name, scope] of Object.entries(scopes)) {
    chats[name] = await exchange(store, scope, { projectId: project.id, question: `secret of ${name}` });
  }
  const outside = {
    stranger: scopeOf({ userId: stranger.id }),
    neighbour: keyScope(owner.id, newId(), other.id),
    memberElsewhere: scopeOf({ userId: member.id }),
  };
  return { owner, editor, member, stranger, own, project, other, file, scopes, outside, chats };
}

type House = Awaited<ReturnType<typeof aHouse>>;

/** Whose chats each sees. A person's include those of their keys, for a key acts for its maker; never a visitor's. */
const SEES: Record<string, string[]> = {
  owner: ["owner", "key", "otherKey"],
  editor: ["editor"],
  member: ["member"],
  key: ["key"],
  otherKey: ["otherKey"],
  visitor: ["visitor"],
  otherVisitor: ["otherVisitor"],
};

describe.each(engines)("who acts, on $name", (engine) => {
  const db = useStore(engine);
  let house: House;
  beforeAll(async () => {
    house = await aHouse(db.store);
  });

  const namesOf = (chatIds: string[]) =>
    Object.keys(house.chats).filter((name) => chatIds.includes(house.chats[name]?.chatId ?? ""));

  test.each(Object.keys(SEES))("%s sees the chats that they made, and no others", async (name) => {
    const { store } = db;
    const scope = house.scopes[name as keyof House["scopes"]];
    const mine = SEES[name] ?? [];
    expect(namesOf(ids((await store.chats.list(scope, house.project.id, page)).items))).toEqual(mine);
    expect(namesOf(ids(await store.chats.recent(scope, 20)))).toEqual(mine);
    const found = (await store.search.query(scope, "secret", { limit: 50 })).items;
    expect(namesOf(found.map(({ chat }) => chat.id))).toEqual(mine);
    for (const [other, turn] of Object.entries(house.chats)) {
      const sees = mine.includes(other);
      const { chatId, replyId, userId, runId } = turn;
      const seen = {
        chat: (await store.chats.get(scope, chatId)) !== null,
        message: (await store.messages.get(scope, chatId, replyId)) !== null,
        branch: (await store.messages.branch(scope, chatId, replyId, page)).items.length === 2,
        list: (await store.messages.list(scope, chatId, page)).items.length === 2,
        leaf: (await store.messages.leafBelow(scope, chatId, userId)) !== null,
        run: (await store.runs.get(scope, runId)) !== null,
        tail: (await store.runs.tail(scope, runId, 0, 10)) !== null,
        rated: (await store.messages.setFeedback(scope, chatId, replyId, { rating: "up" })) !== null,
        renamed: (await store.chats.update(scope, chatId, { variables: {} })) !== null,
      };
      expect(
        new Set(Object.values(seen)),
        `${name} and the chat of ${other}: ${JSON.stringify(seen)}`,
      ).toEqual(new Set([sees]));
    }
  });

  test.each(Object.keys(SEES))("%s finds the project's own things", async (name) => {
    const scope = house.scopes[name as keyof House["scopes"]];
    expect((await db.store.projects.get(scope, house.project.id))?.id).toBe(house.project.id);
    expect(ids((await db.store.files.list(scope, house.project.id, page)).items)).toEqual([house.file.id]);
    expect(await db.store.projects.get(scope, house.other.id)).toBeNull();
  });

  test.each(["stranger", "neighbour", "memberElsewhere"] as const)("%s finds nothing of it", async (name) => {
    const { store } = db;
    const scope = house.outside[name];
    expect(await store.projects.get(scope, house.project.id)).toBeNull();
    expect(await store.files.get(scope, house.project.id, house.file.id)).toBeNull();
    const { chatId } = house.chats.owner ?? { chatId: "" };
    expect(await store.chats.get(scope, chatId)).toBeNull();
    expect(await store.members.list(scope, house.project.id)).toEqual([]);
    expect(await store.members.remove(scope, house.project.id, house.member.id)).toBe(false);
    const me = { userId: house.stranger.id, role: "owner" as const };
    expect(await store.members.put(scope, house.project.id, me, LIMIT)).toBeNull();
    expect(await store.members.handOver(scope, house.project.id, house.member.id)).toBe(false);
  });

  test("news, usage and repeated sends stay apart", async () => {
    const { store } = db;
    const { scopes, owner, project } = house;
    await store.feed.append({ ownerId: owner.id, projectId: project.id, data: "x" }, Date.now());
    const record = { key: "k", bodyHash: "h", chatId: "c", messageId: "m", createdAt: 1 };
    for (const scope of Object.values(scopes)) {
      const claim = await store.idempotency.claim(scope, { ...record, runId: newId() }, 1, 1e12);
      expect(claim.mine).toBe(true);
    }
    for (const scope of [scopes.key, scopes.visitor, scopes.member]) {
      expect((await store.feed.after(scope, 0, 10)).events).toEqual([]);
    }
    const ever = { from: "2000-01-01", to: "2100-01-01" };
    const replies = async (scope: Scope) =>
      (await store.usage.list(scope, ever)).reduce((sum, row) => sum + row.replies, 0);
    expect(await replies(scopes.member)).toBe(1);
    expect(await replies(scopes.owner)).toBe(5);
    expect(await replies(scopes.key)).toBe(0);
    expect(await replies(scopes.visitor)).toBe(0);
  });

  test("access tells the role, and only of whom the project is shared with", async () => {
    const { members } = db.store;
    const { owner, editor, member, stranger, project, other } = house;
    expect(await members.access(owner.id, project.id)).toEqual({ ownerId: owner.id, role: "owner" });
    expect(await members.access(editor.id, project.id)).toEqual({ ownerId: owner.id, role: "editor" });
    expect(await members.access(member.id, project.id)).toEqual({ ownerId: owner.id, role: "member" });
    expect(await members.access(stranger.id, project.id)).toBeNull();
    expect(await members.access(member.id, other.id)).toBeNull();
    for (const id of ["", "x", "0".repeat(24)]) {
      expect(await members.access(id, project.id)).toBeNull();
      expect(await members.access(owner.id, id)).toBeNull();
    }
    expect((await members.list(house.own, project.id)).map(({ userId, role }) => [userId, role])).toEqual(
      [
        [editor.id, "editor"],
        [member.id, "member"],
      ].sort(),
    );
    expect((await members.shared(scopeOf({ userId: member.id }))).map((row) => row.projectId)).toEqual([
      project.id,
    ]);
    expect(await members.shared(house.scopes.key)).toEqual([]);
  });
});

describe.each(engines)("members on $name", (engine) => {
  const db = useStore(engine);

  test.each(ROLES)("a change of role counts at once (%s)", async (role) => {
    const { store } = db;
    const { own, project, member } = await aHouse(store);
    await store.members.put(own, project.id, { userId: member.id, role }, LIMIT);
    expect((await store.members.access(member.id, project.id))?.role).toBe(role);
    expect(await store.members.list(own, project.id)).toHaveLength(2);
  });

  test("who is removed sees neither the project nor their chats in it, until they come back", async () => {
    const { store } = db;
    const { own, project, member, chats, scopes } = await aHouse(store);
    const { chatId = "", runId = "" } = chats.member ?? {};
    const account = scopeOf({ userId: member.id });
    expect(await store.members.remove(own, project.id, member.id)).toBe(true);
    expect(await store.members.remove(own, project.id, member.id)).toBe(false);
    expect(await store.members.access(member.id, project.id)).toBeNull();
    for (const scope of [account, scopes.member]) {
      expect(await store.chats.get(scope, chatId)).toBeNull();
      expect(await store.chats.recent(scope, 10)).toEqual([]);
      expect((await store.search.query(scope, "secret", page)).items).toEqual([]);
      expect(await store.runs.tail(scope, runId, 0, 1)).toBeNull();
    }
    expect(await store.members.shared(account)).toEqual([]);
    await store.members.put(own, project.id, { userId: member.id, role: "member" }, LIMIT);
    expect((await store.chats.get(account, chatId))?.id).toBe(chatId);
  });

  test("there are never more than the limit, however many come at once", async () => {
    const { store } = db;
    const own = scopeOf({ userId: (await aUser(store)).id });
    const project = await aProject(store, own);
    const people = await Promise.all(Array.from({ length: 6 }, () => aUser(store)));
    const joined = await Promise.allSettled(
      people.map(({ id }) => store.members.put(own, project.id, { userId: id, role: "member" }, 3)),
    );
    for (const one of joined) {
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "limit_reached" });
    }
    expect((await store.members.list(own, project.id)).length).toBeLessThanOrEqual(3);
  });

  test("a project that is handed over is another's with all that is in it, its chats stay whose they were", async () => {
    const { store } = db;
    const { own, owner, editor, project, file, chats } = await aHouse(store);
    expect(await store.members.handOver(own, project.id, editor.id)).toBe(true);
    const theirs = scopeOf({ userId: editor.id });
    expect((await store.projects.get(theirs, project.id))?.ownerId).toBe(editor.id);
    expect(ids((await store.files.list(theirs, project.id, page)).items)).toEqual([file.id]);
    expect(await store.projects.get(own, project.id)).toBeNull();
    expect(await store.members.access(owner.id, project.id)).toEqual({ ownerId: editor.id, role: "owner" });
    const before = scopeOn({ userId: owner.id }, { id: project.id, ownerId: editor.id, role: "owner" });
    expect(await store.projects.get(before, project.id)).not.toBeNull();
    expect(await store.chats.get(own, chats.owner?.chatId ?? "")).not.toBeNull();
    expect(await store.chats.get(theirs, chats.owner?.chatId ?? "")).toBeNull();
    expect(await store.chats.get(theirs, chats.editor?.chatId ?? "")).not.toBeNull();
  });

  test("with a person go their chats in others' projects; with a project go its members", async () => {
    const { store } = db;
    const { own, project, member, editor, chats } = await aHouse(store);
    await store.users.remove(member.id);
    expect((await store.members.list(own, project.id)).map(({ userId }) => userId)).toEqual([editor.id]);
    await store.members.put(own, project.id, { userId: editor.id, role: "member" }, LIMIT);
    await store.projects.remove(own, project.id);
    const theirs = scopeOf({ userId: editor.id });
    expect(await store.members.shared(theirs)).toEqual([]);
    expect(await store.members.access(editor.id, project.id)).toBeNull();
    expect(await store.chats.get(theirs, chats.editor?.chatId ?? "")).toBeNull();
    expect(await store.chats.recent(theirs, 10)).toEqual([]);
  });

  test("an owner finds every running reply of the project, others only their own", async () => {
    const { store } = db;
    const { own, project, scopes } = await aHouse(store);
    const running = await Promise.all(
      [scopes.member, scopes.key, scopes.visitor].map((scope) =>
        begin(store, scope, { projectId: project.id }),
      ),
    );
    const all = running.map(({ runId }) => runId).sort();
    expect(ids(await store.runs.listActive(scopes.owner, project.id)).sort()).toEqual(all);
    expect(ids(await store.runs.listActive(own)).sort()).toEqual(all);
    expect(ids(await store.runs.listActive(scopes.member, project.id))).toEqual([running[0]?.runId]);
    expect(ids(await store.runs.listActive(scopes.key, project.id))).toEqual([running[1]?.runId]);
    const [, byKey, byVisitor] = running;
    const visit = await activeRun(store, scopes.visitor, byVisitor?.chatId ?? "");
    expect(visit).toMatchObject({ keyId: null, visitorId: expect.any(String) });
    expect(await activeRun(store, scopes.key, byKey?.chatId ?? "")).toMatchObject({ visitorId: null });
  });
});
