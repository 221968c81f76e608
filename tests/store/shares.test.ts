import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import { engines, useStore } from "./support/engines";
import { aProject, aScope, exchange, ids } from "./support/factories";

const MORE = { title: "Shared", lengths: {}, max: 100 };
const hashOf = (secret: string) => createHash("sha256").update(secret).digest("hex");

describe.each(engines)("share links on $name", (engine) => {
  const db = useStore(engine);
  const setUp = async () => {
    const scope = await aScope(db.store);
    const projectId = (await aProject(db.store, scope)).id;
    const turn = await exchange(db.store, scope, { projectId });
    return { scope, projectId, turn };
  };

  test("a link is found by the hash of its secret until it is revoked", async () => {
    const { scope, projectId, turn } = await setUp();
    const { chatId, replyId: leafId } = turn;
    const tokenHash = hashOf(newId());
    const share = await db.store.shares.create(scope, { chatId, leafId, tokenHash, ...MORE });
    expect(share).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      ownerId: scope.ownerId,
      projectId,
      chatId,
      leafId,
      title: "Shared",
      lengths: {},
      createdAt: expect.any(Number),
    });
    expect(JSON.stringify(share)).not.toContain(tokenHash);
    expect(await db.store.shares.findByToken(tokenHash)).toEqual(share);
    expect(await db.store.shares.list(scope, chatId)).toEqual([share]);
    expect(await db.store.shares.findByToken(hashOf("other"))).toBeNull();
    expect(await db.store.shares.findByToken("")).toBeNull();
    expect(await db.store.shares.revoke(scope, newId(), share?.id ?? "")).toBe(false);
    expect(await db.store.shares.revoke(scope, chatId, share?.id ?? "")).toBe(true);
    expect(await db.store.shares.revoke(scope, chatId, share?.id ?? "")).toBe(false);
    expect(await db.store.shares.findByToken(tokenHash)).toBeNull();
    expect(await db.store.shares.list(scope, chatId)).toEqual([]);
  });

  test("links are listed newest first, each revoked for itself", async () => {
    const { scope, turn } = await setUp();
    const make = async (leafId: string) => {
      const share = await db.store.shares.create(scope, {
        chatId: turn.chatId,
        leafId,
        tokenHash: hashOf(newId()),
        ...MORE,
      });
      if (!share) throw new Error("not made");
      return share;
    };
    const [a, b, c] = [await make(turn.userId), await make(turn.replyId), await make(turn.replyId)];
    expect(ids(await db.store.shares.list(scope, turn.chatId))).toEqual([c.id, b.id, a.id]);
    await db.store.shares.revoke(scope, turn.chatId, b.id);
    expect(ids(await db.store.shares.list(scope, turn.chatId))).toEqual([c.id, a.id]);
  });

  test("only a message of the chat can be shared", async () => {
    const { scope, projectId, turn } = await setUp();
    const other = await exchange(db.store, scope, { projectId });
    const create = (chatId: string, leafId: string) =>
      db.store.shares.create(scope, { chatId, leafId, tokenHash: hashOf(newId()), ...MORE });
    expect(await create(turn.chatId, other.replyId)).toBeNull();
    expect(await create(turn.chatId, newId())).toBeNull();
    expect(await create(newId(), turn.replyId)).toBeNull();
  });

  test("a link goes with its chat, its project and its owner", async () => {
    const { scope, projectId, turn } = await setUp();
    const other = await exchange(db.store, scope, { projectId });
    const { scope: leaving, turn: theirs } = await setUp();
    const hashes = [hashOf(newId()), hashOf(newId()), hashOf(newId())] as const;
    for (const [owner, chat, tokenHash] of [
      [scope, turn, hashes[0]],
      [scope, other, hashes[1]],
      [leaving, theirs, hashes[2]],
    ] as const) {
      await db.store.shares.create(owner, { chatId: chat.chatId, leafId: chat.replyId, tokenHash, ...MORE });
      expect(await db.store.shares.findByToken(tokenHash)).not.toBeNull();
    }
    await db.store.chats.remove(scope, turn.chatId);
    expect(await db.store.shares.findByToken(hashes[0])).toBeNull();
    await db.store.projects.remove(scope, projectId);
    expect(await db.store.shares.findByToken(hashes[1])).toBeNull();
    await db.store.users.remove(leaving.ownerId);
    expect(await db.store.shares.findByToken(hashes[2])).toBeNull();
  });
});
