import { MongoClient } from "mongodb";
import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import type { Scope, Store } from "@/lib/store/types";
import { engines, type Target, useStore } from "./support/engines";
import { aProject, aScope, exchange, ids, type Turn } from "./support/factories";

const MESSAGES = 10_000;
const MINUTES = 10 * 60_000;

type Chain = { chatId: string; order: string[] };

/** One branch of 10,000 messages. */
function aLongChat(target: Target, store: Store, scope: Scope, projectId: string): Promise<Chain> {
  return target.kind === "sqlite"
    ? byExchanges(store, scope, projectId, MESSAGES)
    : byCopies(target.uri, store, scope, projectId);
}

async function byExchanges(store: Store, scope: Scope, projectId: string, count: number): Promise<Chain> {
  let last: Turn | undefined;
  const order: string[] = [];
  // A millisecond a message, the last of them before now.
  const begun = Date.now() - MESSAGES;
  while (order.length < count) {
    const place = last ? { chatId: last.chatId, parentId: last.replyId } : {};
    const now = begun + order.length;
    last = await exchange(store, scope, { projectId, ...place, now, question: `Question ${now}` });
    order.push(last.userId, last.replyId);
  }
  return { chatId: last?.chatId ?? "", order };
}

/** The engine's own documents, copied downwards: thousands of exchanges would take minutes on the test server. */
async function byCopies(uri: string, store: Store, scope: Scope, projectId: string): Promise<Chain> {
  const { chatId, order } = await byExchanges(store, scope, projectId, 4);
  const client = await new MongoClient(uri).connect();
  try {
    const messages = client
      .db()
      .collection<{ _id: string; parentId: string | null; depth: number; createdAt: number }>("messages");
    const [question, answer] = await messages
      .find({ _id: { $in: order.slice(2) } })
      .sort({ depth: 1 })
      .toArray();
    if (!question || !answer) throw new Error("The first messages are not where they should be.");
    while (order.length < MESSAGES) {
      const batch = [];
      for (let i = 0; i < 1_000 && order.length < MESSAGES; i++) {
        const _id = newId();
        const depth = order.length;
        const source = depth % 2 ? answer : question;
        batch.push({
          ...source,
          _id,
          parentId: order.at(-1) ?? null,
          depth,
          createdAt: question.createdAt + depth,
        });
        order.push(_id);
      }
      await messages.insertMany(batch);
    }
  } finally {
    await client.close();
  }
  await store.chats.update(scope, chatId, { activeLeafId: order.at(-1) ?? "" });
  return { chatId, order };
}

describe.each(engines)("a chat of 10,000 messages on $name", (engine) => {
  const db = useStore(engine);

  test(
    "is paged, branched and removed",
    async () => {
      const scope = await aScope(db.store);
      const projectId = (await aProject(db.store, scope)).id;
      const { chatId, order } = await aLongChat(db.target, db.store, scope, projectId);
      const leafId = order.at(-1) ?? "";

      // The test server reads the whole chat for every page.
      const limit = engine.name === "sqlite" ? 100 : 4_000;
      const seen: string[][] = [];
      let cursor: string | undefined;
      do {
        const page = await db.store.messages.branch(scope, chatId, leafId, { limit, cursor });
        seen.unshift(ids(page.items));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      expect(seen.flat()).toEqual(order);

      expect(await db.store.messages.leafBelow(scope, chatId, order[0] ?? "")).toBe(leafId);
      expect(await db.store.messages.along(scope, chatId, leafId, order[3] ?? "", 20)).toBe(order[23]);
      const aside = await exchange(db.store, scope, { projectId, chatId, parentId: order[4_999] ?? "" });
      const middle = await db.store.messages.get(scope, chatId, order[5_000] ?? "");
      expect(middle?.siblings).toEqual({ index: 0, count: 2, ids: [order[5_000], aside.userId] });
      expect(await db.store.messages.leafBelow(scope, chatId, order[5_000] ?? "")).toBe(leafId);
      const branch = await db.store.messages.branch(scope, chatId, aside.replyId, { limit: 4 });
      expect(ids(branch.items)).toEqual([order[4_998], order[4_999], aside.userId, aside.replyId]);

      expect(await db.store.chats.remove(scope, chatId)).toBe(true);
      expect(await db.store.messages.get(scope, chatId, order[7] ?? "")).toBeNull();
      expect((await db.store.messages.branch(scope, chatId, leafId, { limit: 5 })).items).toEqual([]);
    },
    MINUTES,
  );
});
