import { describe, expect, test } from "vitest";
import { scopeOn } from "@/lib/auth/scope";
import { engines, useStore } from "./support/engines";
import { aFile, aProject, aScope, aTurn, aUser, begin, contentOf, finish, ids } from "./support/factories";

const page = { limit: 10 };
const HOUR_MS = 3_600_000;

describe.each(engines)("files of a chat on $name", (engine) => {
  const db = useStore(engine);
  const draft = async (content = "for a chat") => {
    const scope = await aScope(db.store);
    const { id: projectId } = await aProject(db.store, scope);
    const file = await aFile(db.store, scope, projectId, { content, chatId: "draft" });
    return { scope, projectId, file };
  };
  /** Sends a message that names the file; the chat. */
  const send = async ({ scope, projectId, file }: Awaited<ReturnType<typeof draft>>, chatId?: string) => {
    const turn = aTurn({ projectId, ...(chatId ? { chatId } : {}) });
    expect(await db.store.runs.begin(scope, { ...turn, files: [file.id] })).toBe("started");
    await finish(db.store, { runId: turn.run.id, lease: turn.run.lease });
    return turn.run.chatId;
  };

  test("are none of the project's: neither listed nor counted nor searched by name", async () => {
    const { scope, projectId, file } = await draft();
    expect(file).toMatchObject({ chatId: "draft", uploadedBy: scope.userId });
    expect((await db.store.files.list(scope, projectId, page)).items).toEqual([]);
    expect((await db.store.projects.list(scope, page)).items[0]?.fileCount).toBe(0);
    expect((await db.store.search.contents(scope, "notes", 10)).files).toEqual([]);
    expect(await db.store.files.get(scope, projectId, file.id)).toEqual(file);
  });

  test("belong to the chat whose message names them, and go with it", async () => {
    const given = await draft();
    const { scope, projectId, file } = given;
    const chatId = await send(given);
    expect((await db.store.files.get(scope, projectId, file.id))?.chatId).toBe(chatId);
    expect(ids((await db.store.files.list(scope, projectId, { ...page, chatId })).items)).toEqual([file.id]);
    const other = await begin(db.store, scope, { projectId });
    const taken = { ...aTurn({ projectId, chatId: other.chatId }), files: [file.id] };
    await finish(db.store, other);
    expect(await db.store.runs.begin(scope, taken)).toBe("started");
    expect((await db.store.files.get(scope, projectId, file.id))?.chatId).toBe(chatId);
    expect(await db.store.chats.remove(scope, chatId)).toBe(true);
    expect(await db.store.files.get(scope, projectId, file.id)).toBeNull();
    expect(await contentOf(await db.store.files.readBody(scope, file.bodyId))).toBeNull();
    expect(await db.store.files.bytesOf(scope)).toBe(0);
  });

  test("wait for another message where the reply could not begin", async () => {
    const given = await draft();
    const { scope, projectId, file } = given;
    const other = await begin(db.store, scope, { projectId });
    const taken = { ...aTurn({ projectId, chatId: other.chatId }), files: [file.id] };
    expect(await db.store.runs.begin(scope, taken)).toBe("run_active");
    expect((await db.store.files.get(scope, projectId, file.id))?.chatId).toBe("draft");
  });

  test("are seen by whoever gave them alone; their job says who", async () => {
    const { scope, projectId } = await draft();
    const user = await aUser(db.store);
    const member = scopeOn({ userId: user.id }, { id: projectId, ownerId: scope.ownerId, role: "member" });
    const theirs = await aFile(db.store, member, projectId, { content: "mine alone", chatId: "draft" });
    expect(await db.store.files.get(scope, projectId, theirs.id)).toBeNull();
    expect(await db.store.files.remove(scope, projectId, theirs.id)).toBeNull();
    expect(await db.store.files.keep(scope, projectId, theirs.id, 100)).toBeNull();
    expect(await db.store.files.get(member, projectId, theirs.id)).toEqual(theirs);
    const now = Date.now();
    expect(await db.store.jobs.enqueue(member, projectId, theirs.id, "read", now)).toBe(true);
    const claimed = await db.store.jobs.claim({ lease: "l", leaseUntil: now + 1_000, now });
    expect(claimed).toMatchObject({ fileId: theirs.id, uploadedBy: user.id });
    await db.store.jobs.release({ jobId: claimed?.id ?? "", lease: "l" }, null);
  });

  test("are kept in the project on request, up to its limit", async () => {
    const { scope, projectId, file } = await draft();
    await aFile(db.store, scope, projectId);
    await expect(db.store.files.keep(scope, projectId, file.id, 1)).rejects.toMatchObject({
      code: "limit_reached",
    });
    const kept = await db.store.files.keep(scope, projectId, file.id, 2);
    expect(kept).toEqual({ ...file, chatId: null, uploadedBy: null });
    expect((await db.store.files.list(scope, projectId, page)).items).toHaveLength(2);
    expect(await db.store.files.keep(scope, projectId, file.id, 2)).toEqual(kept);
  });

  test("have a limit of their own, beside the project's", async () => {
    const { scope, projectId, file } = await draft();
    const again = async () => {
      const body = await db.store.files.putBody(scope, (async function* () {})(), 10);
      const { filename, mimeType, providerFileId, status } = file;
      const input = { ...body, filename, mimeType, providerFileId, status, chatId: "draft" as const };
      return db.store.files.create(scope, projectId, input, 1);
    };
    await expect(again()).rejects.toMatchObject({ code: "limit_reached" });
    await aFile(db.store, scope, projectId);
  });

  test("are gone a day later where no message named them, and only then", async () => {
    const given = await draft();
    const named = await aFile(db.store, given.scope, given.projectId, { content: "named", chatId: "draft" });
    await send({ ...given, file: named });
    const left = async () =>
      ids(
        await Promise.all(
          [given.file, named].map(
            async ({ id }) => (await db.store.files.get(given.scope, given.projectId, id)) ?? { id: "gone" },
          ),
        ),
      );
    await db.store.sweep(Date.now() + 23 * HOUR_MS);
    expect(await left()).toEqual([given.file.id, named.id]);
    await db.store.sweep(Date.now() + 25 * HOUR_MS);
    expect(await left()).toEqual(["gone", named.id]);
  });
});
