import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { engines, useStore } from "./support/engines";
import {
  activeRun,
  allPages,
  aProject,
  aScope,
  aTurn,
  BAD_CURSORS,
  badCursor,
  begin,
  exchange,
  finish,
  ids,
  within,
} from "./support/factories";

describe.each(engines)("chats on $name", (engine) => {
  const db = useStore(engine);
  const setUp = async () => {
    const scope = await aScope(db.store);
    return { scope, projectId: (await aProject(db.store, scope)).id };
  };

  test("a chat begins with its first message", async () => {
    const { scope, projectId } = await setUp();
    const now = Date.now();
    const turn = await exchange(db.store, scope, { projectId, now });
    const chat = await db.store.chats.get(scope, turn.chatId);
    expect(chat).toEqual({
      id: turn.chatId,
      ownerId: scope.ownerId,
      keyId: null,
      visitorId: null,
      projectId,
      title: "New chat",
      titleSource: "first",
      activeLeafId: turn.replyId,
      variables: {},
      model: null,
      effort: null,
      pinned: false,
      archived: false,
      sharedAt: null,
      createdAt: now,
      updatedAt: now,
      activityAt: now,
      running: false,
    });
    expect((await db.store.chats.list(scope, projectId, { limit: 5 })).items).toEqual([chat]);
  });

  test("a chat is pinned, put aside and given a model of its own; lists and the recent ones heed it", async () => {
    const { scope, projectId } = await setUp();
    const chats = [];
    for (let n = 0; n < 3; n++)
      chats.push((await exchange(db.store, scope, { projectId, now: 1_000 + n })).chatId);
    const [first = "", second = "", third = ""] = chats;
    await db.store.chats.update(scope, first, { pinned: true });
    await db.store.chats.update(scope, second, { archived: true, model: "other" });
    const listed = async (marks: { pinned?: boolean; archived?: boolean }) =>
      (await db.store.chats.list(scope, projectId, { limit: 5, ...marks })).items.map(({ id }) => id);
    expect(await listed({})).toEqual([third, second, first]);
    expect(await listed({ archived: false })).toEqual([third, first]);
    expect(await listed({ archived: true })).toEqual([second]);
    expect(await listed({ pinned: true, archived: false })).toEqual([first]);
    expect(await listed({ pinned: false })).toEqual([third, second]);
    expect((await db.store.chats.recent(scope, 5)).map(({ id }) => id)).toEqual([third, first]);
    expect(await db.store.chats.get(scope, second)).toMatchObject({
      model: "other",
      archived: true,
      pinned: false,
    });
    const back = await db.store.chats.update(scope, second, { archived: false, model: null });
    expect(back).toMatchObject({ archived: false, model: null });
  });

  test("a chat remembers its variables until others are given", async () => {
    const { scope, projectId } = await setUp();
    const remembered = async (chatId: string) => (await db.store.chats.get(scope, chatId))?.variables;
    const first = aTurn({ projectId });
    await db.store.runs.begin(scope, { ...first, variables: { name: "Ada", мова: "uk" } });
    const { chatId, messageId: parentId } = first.run;
    expect(await remembered(chatId)).toEqual({ name: "Ada", мова: "uk" });
    await finish(db.store, { runId: first.run.id, lease: first.run.lease });

    const second = await exchange(db.store, scope, { projectId, chatId, parentId });
    expect(await remembered(chatId)).toEqual({ name: "Ada", мова: "uk" });

    const third = aTurn({ projectId, chatId, parentId: second.replyId });
    await db.store.runs.begin(scope, { ...third, variables: { name: "Eve" } });
    expect(await remembered(chatId)).toEqual({ name: "Eve" });

    const updated = await db.store.chats.update(scope, chatId, { variables: { city: "Paris" } });
    expect(updated?.variables).toEqual({ city: "Paris" });
    expect(await remembered(chatId)).toEqual({ city: "Paris" });
    expect((await db.store.chats.update(scope, chatId, { title: "Named" }))?.variables).toEqual({
      city: "Paris",
    });
  });

  test("a chat is running while a reply holds it, whatever a clock says of its lease", async () => {
    const { scope, projectId } = await setUp();
    const turn = await begin(db.store, scope, { projectId });
    expect(await db.store.chats.get(scope, turn.chatId)).toMatchObject({ running: true });
    expect((await db.store.chats.list(scope, projectId, { limit: 5 })).items).toMatchObject([
      { running: true },
    ]);
    await finish(db.store, turn);
    expect(await db.store.chats.get(scope, turn.chatId)).toMatchObject({ running: false });
    const lost = await begin(db.store, scope, { projectId, leaseUntil: Date.now() - 1 });
    expect(await db.store.chats.get(scope, lost.chatId)).toMatchObject({ running: true });
    expect((await activeRun(db.store, scope, lost.chatId)).id).toBe(lost.runId);
  });

  test("activity reorders the list, and moves the project", async () => {
    const { scope, projectId } = await setUp();
    const now = Date.now();
    const a = await exchange(db.store, scope, { projectId, now });
    const b = await exchange(db.store, scope, { projectId, now: now + 1_000 });
    const order = async () => ids((await db.store.chats.list(scope, projectId, { limit: 5 })).items);
    expect(await order()).toEqual([b.chatId, a.chatId]);
    await exchange(db.store, scope, { projectId, chatId: a.chatId, parentId: a.replyId, now: now + 2_000 });
    expect(await order()).toEqual([a.chatId, b.chatId]);
    expect(await db.store.projects.get(scope, projectId)).toMatchObject({
      activityAt: now + 2_000,
      version: 1,
    });
    await exchange(db.store, scope, { projectId, chatId: b.chatId, parentId: b.replyId, now: now - 9_000 });
    expect(await db.store.chats.get(scope, b.chatId)).toMatchObject({ activityAt: now + 1_000 });
  });

  test("pages have neither gaps nor repeats while chats are added", async () => {
    const { scope, projectId } = await setUp();
    const there: string[] = [];
    const now = Date.now();
    for (let i = 0; i < 17; i++) {
      there.push((await exchange(db.store, scope, { projectId, now: now + (i % 4) })).chatId);
    }
    const seen = ids(
      await allPages(
        (page) => db.store.chats.list(scope, projectId, page),
        4,
        () => exchange(db.store, scope, { projectId, now: now + 10 }),
      ),
    );
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => there.includes(id)).toSorted()).toEqual(there.toSorted());
    for (const cursor of BAD_CURSORS) {
      await expect(db.store.chats.list(scope, projectId, { limit: 2, cursor })).rejects.toMatchObject(
        badCursor,
      );
    }
  });

  test("a title from the model replaces the first one, never a manual one", async () => {
    const { scope, projectId } = await setUp();
    const { chatId } = await exchange(db.store, scope, { projectId });
    const update = (title: string, titleSource?: "model" | "manual") =>
      db.store.chats.update(scope, chatId, { title, ...(titleSource && { titleSource }) });
    expect(await update("From the model", "model")).toMatchObject({
      title: "From the model",
      titleSource: "model",
    });
    expect(await update("Another", "model")).toMatchObject({ title: "From the model" });
    expect(await update("By hand", "manual")).toMatchObject({ title: "By hand", titleSource: "manual" });
    expect(await update("Late", "model")).toMatchObject({ title: "By hand", titleSource: "manual" });
    expect(await db.store.chats.get(scope, chatId)).toMatchObject({
      title: "By hand",
      titleSource: "manual",
    });
  });

  test("when a manual title races with the model's, the manual one wins", async () => {
    const { scope, projectId } = await setUp();
    for (let round = 0; round < 5; round++) {
      const { chatId } = await exchange(db.store, scope, { projectId });
      await Promise.all([
        db.store.chats.update(scope, chatId, { title: "model", titleSource: "model" }),
        db.store.chats.update(scope, chatId, { title: "manual", titleSource: "manual" }),
        db.store.chats.update(scope, chatId, { title: "model", titleSource: "model" }),
      ]);
      expect(await db.store.chats.get(scope, chatId)).toMatchObject({
        title: "manual",
        titleSource: "manual",
      });
    }
  });

  test("the active leaf must be a message of the chat", async () => {
    const { scope, projectId } = await setUp();
    const turn = await exchange(db.store, scope, { projectId });
    const other = await exchange(db.store, scope, { projectId });
    const update = (patch: { activeLeafId: string; title?: string }) =>
      db.store.chats.update(scope, turn.chatId, patch);
    expect(await update({ activeLeafId: turn.userId })).toMatchObject({ activeLeafId: turn.userId });
    expect(await update({ activeLeafId: other.replyId, title: "Not written" })).toBeNull();
    expect(await update({ activeLeafId: newId() })).toBeNull();
    expect(await db.store.chats.get(scope, turn.chatId)).toMatchObject({
      activeLeafId: turn.userId,
      title: "New chat",
    });
    expect(await db.store.chats.update(scope, newId(), { title: "None" })).toBeNull();
  });

  test("a removed chat takes messages, runs and lock along, and nothing else", async () => {
    const { scope, projectId } = await setUp();
    const [turn, other] = [
      await begin(db.store, scope, { projectId }),
      await begin(db.store, scope, { projectId }),
    ];
    expect(await db.store.chats.remove(scope, turn.chatId)).toBe(true);
    expect(await db.store.chats.remove(scope, turn.chatId)).toBe(false);
    expect(await db.store.chats.get(scope, turn.chatId)).toBeNull();
    expect(await db.store.messages.get(scope, turn.chatId, turn.userId)).toBeNull();
    expect(await db.store.messages.branch(scope, turn.chatId, turn.replyId, { limit: 5 })).toEqual({
      items: [],
      nextCursor: null,
    });
    expect(await db.store.runs.get(scope, turn.runId)).toBeNull();
    expect(await db.store.runs.active(scope, turn.chatId)).toBeNull();
    expect(await db.store.runs.tail(scope, turn.runId, 0, 5)).toBeNull();
    expect(await finish(db.store, turn)).toBe(false);
    expect(await db.store.messages.get(scope, turn.chatId, turn.replyId)).toBeNull();
    expect(await finish(db.store, other)).toBe(true);
    expect(await db.store.messages.get(scope, other.chatId, other.replyId)).toMatchObject({
      status: "complete",
    });
    expect(ids((await db.store.chats.list(scope, projectId, { limit: 5 })).items)).toEqual([other.chatId]);
  });

  test("a credential for one project sees the chats of that project only", async () => {
    const { scope, projectId } = await setUp();
    const other = (await aProject(db.store, scope)).id;
    const [mine, foreign] = [
      await exchange(db.store, scope, { projectId }),
      await exchange(db.store, scope, { projectId: other }),
    ];
    const key = within(scope, projectId);
    expect(await db.store.chats.get(key, mine.chatId)).not.toBeNull();
    expect(await db.store.chats.get(key, foreign.chatId)).toBeNull();
    expect((await db.store.chats.list(key, other, { limit: 5 })).items).toEqual([]);
    expect(await db.store.chats.remove(key, foreign.chatId)).toBe(false);
    expect(await db.store.messages.get(key, foreign.chatId, foreign.replyId)).toBeNull();
  });

  test("the chats of all projects that were active last come first", async () => {
    const { scope, projectId } = await setUp();
    const other = (await aProject(db.store, scope)).id;
    const now = Date.now();
    const oldest = await exchange(db.store, scope, { projectId, now });
    const newest = await exchange(db.store, scope, { projectId, now: now + 3 });
    const between = await exchange(db.store, scope, { projectId: other, now: now + 2 });
    const running = await begin(db.store, scope, { projectId: other, now: now + 1 });
    expect(await db.store.chats.recent(await aScope(db.store), 10)).toEqual([]);
    const recent = (limit: number, who = scope) => db.store.chats.recent(who, limit);
    expect(ids(await recent(10))).toEqual([newest.chatId, between.chatId, running.chatId, oldest.chatId]);
    expect((await recent(10)).map((chat) => chat.running)).toEqual([false, false, true, false]);
    expect(ids(await recent(2))).toEqual([newest.chatId, between.chatId]);
    expect(ids(await recent(10, within(scope, other)))).toEqual([between.chatId, running.chatId]);
    await finish(db.store, running);
    await db.store.chats.remove(scope, between.chatId);
    await db.store.projects.remove(scope, projectId);
    expect(ids(await recent(10))).toEqual([running.chatId]);
  });
});
