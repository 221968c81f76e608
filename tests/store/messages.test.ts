import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import type { PageRequest, Scope } from "@/lib/store/types";
import { engines, useStore } from "./support/engines";
import {
  allPages,
  aProject,
  aScope,
  aTurn,
  BAD_CURSORS,
  badCursor,
  exchange,
  finish,
  ids,
  type Turn,
  text,
} from "./support/factories";

describe.each(engines)("messages on $name", (engine) => {
  const db = useStore(engine);
  const setUp = async () => {
    const scope = await aScope(db.store);
    return { scope, projectId: (await aProject(db.store, scope)).id };
  };
  /** A chat of `turns` exchanges in one branch; ids in reading order. */
  const aChain = async (scope: Scope, projectId: string, turns: number) => {
    let last: Turn | undefined;
    const order: string[] = [];
    for (let i = 0; i < turns; i++) {
      const place = last ? { chatId: last.chatId, parentId: last.replyId } : {};
      last = await exchange(db.store, scope, { projectId, ...place, question: `Q${i}`, answer: `A${i}` });
      order.push(last.userId, last.replyId);
    }
    return { chatId: last?.chatId ?? "", leafId: last?.replyId ?? "", order };
  };
  /** Another answer to a question that is there. */
  const regenerate = async (scope: Scope, projectId: string, turn: Turn, now?: number): Promise<Turn> => {
    const next = aTurn({ projectId, chatId: turn.chatId, ...(now !== undefined && { now }) });
    const { userMessage: _, ...input } = next;
    input.assistantMessage.parentId = turn.userId;
    expect(await db.store.runs.begin(scope, input)).toBe("started");
    const again = { ...turn, runId: next.run.id, lease: next.run.lease, replyId: next.run.messageId };
    await finish(db.store, again, "Another answer.");
    return again;
  };

  test("question and answer are read back with everything they carry", async () => {
    const { scope, projectId } = await setUp();
    const now = Date.now();
    const turn = aTurn({ projectId, now, question: "Why?" });
    const request = {
      configId: "c1",
      fromMessageId: turn.userMessage.id,
      droppedMessages: 3,
      promptTokens: 42,
    };
    turn.assistantMessage = { ...turn.assistantMessage, configId: "c1", request };
    turn.userMessage.configId = "c1";
    await db.store.runs.begin(scope, turn);
    const { id: runId, chatId, messageId, lease } = turn.run;
    const common = {
      ownerId: scope.ownerId,
      projectId,
      chatId,
      configId: "c1",
      feedback: null,
      createdAt: now,
    };
    expect(await db.store.messages.get(scope, chatId, turn.userMessage.id)).toEqual({
      ...common,
      id: turn.userMessage.id,
      parentId: null,
      role: "user",
      parts: text("Why?"),
      status: "complete",
      runId: null,
      usage: null,
      model: null,
      finishReason: null,
      request: null,
      siblings: { index: 0, count: 1, ids: [turn.userMessage.id] },
    });
    const parts = [
      { type: "reasoning" as const, text: "hm" },
      ...text("Because."),
      {
        type: "source-document" as const,
        sourceId: "s",
        mediaType: "text/plain",
        title: "T",
        providerMetadata: { app: { passage: { at: [1, null] } } },
      },
    ];
    const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
    const message = { parts, usage, finishReason: "length" as const, model: "gpt-real" };
    await db.store.runs.flush([
      { runId, lease, leaseUntil: now + 9_000, events: [], message, finish: { status: "complete" } },
    ]);
    expect(await db.store.messages.get(scope, chatId, messageId)).toEqual({
      ...common,
      ...message,
      id: messageId,
      parentId: turn.userMessage.id,
      role: "assistant",
      status: "complete",
      runId,
      request,
      siblings: { index: 0, count: 1, ids: [messageId] },
    });
  });

  test("a branch is paged from its end, each page in reading order", async () => {
    const { scope, projectId } = await setUp();
    const { chatId, leafId, order } = await aChain(scope, projectId, 6);
    const first = await db.store.messages.branch(scope, chatId, leafId, { limit: 5 });
    expect(ids(first.items)).toEqual(order.slice(-5));
    const second = await db.store.messages.branch(scope, chatId, leafId, {
      limit: 5,
      cursor: first.nextCursor ?? "",
    });
    expect(ids(second.items)).toEqual(order.slice(2, 7));
    const third = await db.store.messages.branch(scope, chatId, leafId, {
      limit: 5,
      cursor: second.nextCursor ?? "",
    });
    expect([ids(third.items), third.nextCursor]).toEqual([order.slice(0, 2), null]);
    const whole = await db.store.messages.branch(scope, chatId, leafId, { limit: 12 });
    expect([ids(whole.items), whole.nextCursor]).toEqual([order, null]);
  });

  test("a branch is walked down from a message that is part of it", async () => {
    const { scope, projectId } = await setUp();
    const { chatId, leafId, order } = await aChain(scope, projectId, 3);
    const along = (leaf: string, id: string | undefined, steps: number, as = scope) =>
      db.store.messages.along(as, chatId, leaf, id ?? "", steps);
    expect(await along(leafId, order[1], 2)).toBe(order[3]);
    expect(await along(leafId, order[1], 99)).toBe(leafId);
    expect(await along(leafId, leafId, 1)).toBe(leafId);
    const aside = await exchange(db.store, scope, { projectId, chatId, parentId: order[1] ?? "" });
    expect(await along(aside.replyId, order[0], 2)).toBe(aside.userId);
    expect(await along(leafId, aside.userId, 1)).toBeNull();
    expect(await along(order[1] ?? "", order[3], 1)).toBeNull();
    expect(await along(leafId, newId(), 1)).toBeNull();
    expect(await along(leafId, order[1], 1, await aScope(db.store))).toBeNull();
  });

  test("a branch may end anywhere, and nowhere is empty", async () => {
    const { scope, projectId } = await setUp();
    const { chatId, order } = await aChain(scope, projectId, 3);
    const upTo = await db.store.messages.branch(scope, chatId, order[2] ?? "", { limit: 10 });
    expect(ids(upTo.items)).toEqual(order.slice(0, 3));
    for (const leaf of [newId(), "x", ""]) {
      const none = await db.store.messages.branch(scope, chatId, leaf, { limit: 10 });
      expect(none).toEqual({ items: [], nextCursor: null });
    }
  });

  test("pages go on without gap or repeat while the branch grows", async () => {
    const { scope, projectId } = await setUp();
    const { chatId, leafId, order } = await aChain(scope, projectId, 5);
    let parentId = leafId;
    const grow = async () => {
      parentId = (await exchange(db.store, scope, { projectId, chatId, parentId })).replyId;
    };
    const pages: string[][] = [];
    await allPages(
      async (page) => {
        const read = await db.store.messages.branch(scope, chatId, leafId, page);
        pages.unshift(ids(read.items));
        return read;
      },
      3,
      grow,
    );
    expect(pages.flat()).toEqual(order);
  });

  test("a cursor that nobody was given is refused, another chat's too", async () => {
    const { scope, projectId } = await setUp();
    const { chatId, leafId } = await aChain(scope, projectId, 2);
    const other = await aChain(scope, projectId, 2);
    const page = await db.store.messages.branch(scope, other.chatId, other.leafId, { limit: 1 });
    for (const cursor of [...BAD_CURSORS, page.nextCursor ?? ""]) {
      const read = db.store.messages.branch(scope, chatId, leafId, { limit: 2, cursor });
      await expect(read).rejects.toMatchObject(badCursor);
    }
  });

  test("answers beside each other are siblings in the order they were made", async () => {
    const { scope, projectId } = await setUp();
    const now = Date.now();
    const first = await exchange(db.store, scope, { projectId, now });
    const second = await regenerate(scope, projectId, first, now + 1);
    const third = await regenerate(scope, projectId, first, now + 2);
    const siblings = [first.replyId, second.replyId, third.replyId];
    for (const [index, id] of siblings.entries()) {
      const message = await db.store.messages.get(scope, first.chatId, id);
      expect(message?.siblings).toEqual({ index, count: 3, ids: siblings });
    }
    const branch = await db.store.messages.branch(scope, first.chatId, second.replyId, { limit: 10 });
    expect(ids(branch.items)).toEqual([first.userId, second.replyId]);
    expect(branch.items[1]?.siblings.index).toBe(1);
    expect(await db.store.chats.get(scope, first.chatId)).toMatchObject({ activeLeafId: third.replyId });
  });

  test("an edited first question is a sibling root with a branch of its own", async () => {
    const { scope, projectId } = await setUp();
    const now = Date.now();
    const first = await exchange(db.store, scope, { projectId, now });
    const edited = await exchange(db.store, scope, {
      projectId,
      chatId: first.chatId,
      parentId: null,
      now: now + 1,
    });
    const branch = await db.store.messages.branch(scope, first.chatId, edited.replyId, { limit: 10 });
    expect(ids(branch.items)).toEqual([edited.userId, edited.replyId]);
    expect(branch.items[0]?.siblings).toEqual({ index: 1, count: 2, ids: [first.userId, edited.userId] });
    const other = await exchange(db.store, scope, { projectId, now: now + 2 });
    const root = await db.store.messages.get(scope, other.chatId, other.userId);
    expect(root?.siblings).toEqual({ index: 0, count: 1, ids: [other.userId] });
  });

  test("the leaf below a message is the newest end of its branches", async () => {
    const { scope, projectId } = await setUp();
    const now = Date.now();
    const root = await exchange(db.store, scope, { projectId, now });
    const place = { projectId, chatId: root.chatId };
    const left = await exchange(db.store, scope, { ...place, parentId: root.replyId, now: now + 1 });
    const right = await regenerate(scope, projectId, root, now + 2);
    const below = (id: string) => db.store.messages.leafBelow(scope, root.chatId, id);
    expect(await below(root.userId)).toBe(right.replyId);
    expect(await below(root.replyId)).toBe(left.replyId);
    expect(await below(left.replyId)).toBe(left.replyId);
    const deeper = await exchange(db.store, scope, { ...place, parentId: left.replyId, now: now + 3 });
    expect(await below(root.userId)).toBe(deeper.replyId);
    expect(await below(newId())).toBeNull();
    expect(await below("")).toBeNull();
  });

  test("feedback is set, replaced and taken back", async () => {
    const { scope, projectId } = await setUp();
    const turn = await exchange(db.store, scope, { projectId });
    const set = (feedback: { rating: "up" | "down"; note?: string } | null) =>
      db.store.messages.setFeedback(scope, turn.chatId, turn.replyId, feedback);
    expect(await set({ rating: "up", note: "👍 gut" })).toMatchObject({
      feedback: { rating: "up", note: "👍 gut" },
    });
    expect((await set({ rating: "down" }))?.feedback).toEqual({ rating: "down" });
    expect((await set(null))?.feedback).toBeNull();
    expect((await db.store.messages.get(scope, turn.chatId, turn.replyId))?.feedback).toBeNull();
    expect(await db.store.messages.setFeedback(scope, turn.chatId, newId(), { rating: "up" })).toBeNull();
  });

  test("a message is found in its own chat only", async () => {
    const { scope, projectId } = await setUp();
    const [a, b] = [
      await exchange(db.store, scope, { projectId }),
      await exchange(db.store, scope, { projectId }),
    ];
    expect(await db.store.messages.get(scope, a.chatId, b.replyId)).toBeNull();
    expect(await db.store.messages.leafBelow(scope, a.chatId, b.replyId)).toBeNull();
    expect(await db.store.messages.setFeedback(scope, a.chatId, b.replyId, { rating: "up" })).toBeNull();
    expect((await db.store.messages.branch(scope, a.chatId, b.replyId, { limit: 5 })).items).toEqual([]);
    expect((await db.store.messages.get(scope, b.chatId, b.replyId))?.feedback).toBeNull();
  });

  test("every message of a chat is listed, whatever its branch, parents before their children", async () => {
    const { scope, projectId } = await setUp();
    const now = Date.now();
    const root = await exchange(db.store, scope, { projectId, now });
    const place = { projectId, chatId: root.chatId };
    const left = await exchange(db.store, scope, { ...place, parentId: root.replyId, now: now + 1 });
    const right = await regenerate(scope, projectId, root, now + 2);
    const edited = await exchange(db.store, scope, { ...place, parentId: null, now: now + 3 });
    await exchange(db.store, scope, { projectId });
    const list = (page: PageRequest) => db.store.messages.list(scope, root.chatId, page);
    const found = await allPages(list, 2);
    const expected = [root, left, edited].flatMap(({ userId, replyId }) => [userId, replyId]);
    expect(ids(found).toSorted()).toEqual([...expected, right.replyId].toSorted());
    const seen = new Set<string | null>([null]);
    for (const message of found) {
      expect(seen).toContain(message.parentId);
      seen.add(message.id);
    }
    expect(found[0]).toEqual(
      expect.objectContaining({ role: "user", chatId: root.chatId, status: "complete" }),
    );
    expect(found[0]).not.toHaveProperty("siblings");
    expect((await db.store.messages.list(scope, newId(), { limit: 5 })).items).toEqual([]);
    for (const cursor of BAD_CURSORS)
      await expect(list({ limit: 5, cursor })).rejects.toMatchObject(badCursor);
  });
});
