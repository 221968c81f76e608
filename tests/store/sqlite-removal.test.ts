import { DatabaseSync } from "node:sqlite";
import { beforeEach, describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import type { Scope, Store } from "@/lib/store/types";
import { watchStatements } from "../support/sqlite-plans";
import { aFile, aProject, aScope, aTurn, exchange, finish, type Turn } from "./support/factories";
import { aFolder, fileIn, open } from "./support/sqlite-folder";

const EXCHANGES = 130;
const PARTS = ["chats", "messages", "runs", "shares", "answers", "files", "message_search"];

/** A chat that is removed in several slices, with one of everything. */
describe("a long chat on SQLite", () => {
  let store: Store;
  let raw: DatabaseSync;
  let scope: Scope;
  let projectId: string;
  let last: Turn;
  let fileId: string;

  beforeEach(async () => {
    const folder = aFolder();
    store = await open(folder);
    raw = new DatabaseSync(fileIn(folder));
    scope = await aScope(store);
    projectId = (await aProject(store, scope)).id;
    fileId = (await aFile(store, scope, projectId, { chatId: "draft" })).id;
    const first = aTurn({ projectId });
    expect(await store.runs.begin(scope, { ...first, files: [fileId] })).toBe("started");
    await finish(store, { runId: first.run.id, lease: first.run.lease });
    const chatId = first.run.chatId;
    let parentId = first.run.messageId;
    for (let i = 0; i < EXCHANGES; i++) {
      last = await exchange(store, scope, { projectId, chatId, parentId, question: "Unheard" });
      parentId = last.replyId;
    }
    const now = Date.now();
    const share = { chatId, leafId: last.replyId, tokenHash: newId(), title: "Shared", lengths: {}, max: 9 };
    expect(await store.shares.create(scope, share)).not.toBeNull();
    await store.answers.put(scope, {
      id: "answer",
      projectId,
      chatId,
      data: "{}",
      createdAt: now,
      expiresAt: now + 1e9,
    });
    await store.chats.update(scope, chatId, { sharedAt: now });
    return () => raw.close();
  });

  const left = () =>
    PARTS.filter((table) => Number(raw.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.n) > 0);

  async function expectUnseen() {
    const page = { limit: 10 };
    const { chatId } = last;
    expect(await store.chats.get(scope, chatId)).toBeNull();
    expect((await store.chats.list(scope, projectId, page)).items).toEqual([]);
    expect((await store.chats.sharedIn(scope, projectId, page)).items).toEqual([]);
    expect(await store.chats.sharedChat(scope, projectId, chatId)).toBeNull();
    expect(await store.chats.recent(scope, 10)).toEqual([]);
    expect(await store.chats.stale(Date.now() + 1e9, 10)).toEqual([]);
    expect((await store.projects.list(scope, page)).items).toMatchObject([{ chatCount: 0 }]);
    expect(await store.messages.get(scope, chatId, last.replyId)).toBeNull();
    expect(await store.runs.get(scope, last.runId)).toBeNull();
    expect(await store.shares.list(scope, chatId)).toEqual([]);
    expect(await store.answers.get(scope, "answer", Date.now())).toBeNull();
    expect(await store.files.get(scope, projectId, fileId)).toBeNull();
    expect((await store.search.query(scope, "Unheard", page)).items).toEqual([]);
    const turn = aTurn({ projectId, chatId, parentId: last.replyId });
    expect(await store.runs.begin(scope, turn)).toBe("missing");
    expect(await store.chats.remove(scope, chatId)).toBe(false);
    expect(await store.chats.expire(chatId, Date.now() + 1e9)).toBe(false);
  }

  test.each(["remove", "expire"] as const)("others get their turn while it goes (%s)", async (how) => {
    const sizes = new Set<number>();
    const count = raw.prepare("SELECT count(*) AS n FROM messages WHERE chat_id = ?");
    let timer = setImmediate(function look() {
      sizes.add(Number(count.get(last.chatId)?.n));
      timer = setImmediate(look);
    });
    const gone =
      how === "remove"
        ? await store.chats.remove(scope, last.chatId)
        : await store.chats.expire(last.chatId, Date.now() + 1_000);
    clearImmediate(timer);
    expect(gone).toBe(true);
    // Between the whole and nothing it was seen in parts, from outside.
    expect(sizes.size).toBeGreaterThanOrEqual(3);
    expect(left()).toEqual([]);
  });

  test("of which a part is gone when the process dies is seen by nobody, and finished by the next sweep", async () => {
    const plans = watchStatements();
    await plans.begin();
    raw.exec(`CREATE TRIGGER dies BEFORE DELETE ON messages WHEN old.id = '${last.replyId}'
      BEGIN SELECT RAISE(ABORT, 'It dies here.'); END`);
    await expect(store.chats.expire(last.chatId, Date.now() + 1_000)).rejects.toThrow("It dies here.");
    const rest = raw.prepare("SELECT count(*) AS n FROM messages WHERE chat_id = ?").get(last.chatId);
    expect(rest?.n).toBeGreaterThan(0);
    expect(rest?.n).toBeLessThan(2 * EXCHANGES);
    await expectUnseen();
    raw.exec("DROP TRIGGER dies");
    await store.sweep(Date.now());
    expect(left()).toEqual([]);
    expect(await plans.end()).toEqual([]);
  });
});
