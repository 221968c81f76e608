import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import type { Scope, StoredBody } from "@/lib/store/types";
import { engines, useStore } from "./support/engines";
import {
  aFile,
  allPages,
  aProject,
  aScope,
  BAD_CURSORS,
  badCursor,
  bytes,
  contentOf,
  ids,
  within,
} from "./support/factories";

const MB = 1024 * 1024;
const meta = {
  filename: "a.bin",
  mimeType: "application/octet-stream",
  providerFileId: null,
  status: "uploaded" as const,
};

describe.each(engines)("files on $name", (engine) => {
  const db = useStore(engine);
  const put = (scope: Scope, ...chunks: (string | Uint8Array)[]) =>
    db.store.files.putBody(scope, bytes(...chunks), 30 * MB);
  const create = (scope: Scope, projectId: string, body: StoredBody, limit = 100) =>
    db.store.files.create(scope, projectId, { ...body, ...meta }, limit);

  test("a body of 24 MB in uneven chunks comes back byte for byte", async () => {
    const scope = await aScope(db.store);
    const content = randomBytes(24 * MB);
    const chunks: Uint8Array[] = [];
    for (let at = 0, step = 1; at < content.length; at += step, step = (step * 7) % 300_007) {
      chunks.push(content.subarray(at, at + step));
    }
    const body = await put(scope, ...chunks);
    const sha256 = createHash("sha256").update(content).digest("hex");
    expect(body).toEqual({ bodyId: expect.stringMatching(/^[0-9a-f]{24}$/), size: content.length, sha256 });
    const hash = createHash("sha256");
    const stream = await db.store.files.readBody(scope, body.bodyId);
    for await (const chunk of stream ?? []) hash.update(chunk);
    expect(hash.digest("hex")).toBe(sha256);
  });

  test("a range gives exactly its bytes", async () => {
    const scope = await aScope(db.store);
    const content = Buffer.from(Array.from({ length: 600_000 }, (_, i) => i % 251));
    const { bodyId } = await put(scope, content);
    const read = async (start: number, end: number) => {
      const stream = await db.store.files.readBody(scope, bodyId, { start, end });
      return stream && Buffer.from(await new Response(stream).arrayBuffer());
    };
    for (const [start, end] of [
      [0, 1],
      [255, 300_000],
      [261_119, 261_121],
      [599_999, 600_000],
    ] as const) {
      expect(content.subarray(start, end).equals((await read(start, end)) ?? Buffer.alloc(0))).toBe(true);
    }
    expect((await read(599_000, 900_000))?.length).toBe(1_000);
    expect((await read(10, 10))?.length).toBe(0);
  });

  test("an empty body is a body", async () => {
    const scope = await aScope(db.store);
    const body = await put(scope);
    expect(body.size).toBe(0);
    expect(await contentOf(await db.store.files.readBody(scope, body.bodyId))).toBe("");
  });

  test("a reader that goes away early leaves the body readable", async () => {
    const scope = await aScope(db.store);
    const { bodyId } = await put(scope, randomBytes(3 * MB));
    const reader = (await db.store.files.readBody(scope, bodyId))?.getReader();
    expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
    await reader?.cancel();
    const again = await db.store.files.readBody(scope, bodyId);
    expect((await new Response(again).arrayBuffer()).byteLength).toBe(3 * MB);
  });

  test("too much is refused as soon as it has come, and nothing remains", async () => {
    const scope = await aScope(db.store);
    let sent = 0;
    let closed = false;
    async function* endless() {
      try {
        for (;;) {
          sent += 100_000;
          yield Buffer.alloc(100_000);
        }
      } finally {
        closed = true;
      }
    }
    await expect(db.store.files.putBody(scope, endless(), MB)).rejects.toMatchObject({
      code: "too_large",
      status: 413,
    });
    expect(sent).toBeLessThan(4 * MB);
    expect(closed).toBe(true);
    const exact = await db.store.files.putBody(scope, bytes(Buffer.alloc(MB)), MB);
    expect(exact.size).toBe(MB);
  });

  test("a source that fails keeps its own error", async () => {
    const scope = await aScope(db.store);
    async function* failing() {
      yield Buffer.alloc(700_000);
      throw new Error("connection lost");
    }
    await expect(db.store.files.putBody(scope, failing(), MB)).rejects.toThrow("connection lost");
  });

  test("a discarded body is gone; a named one stays", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const loose = await put(scope, "loose");
    await db.store.files.discardBody(scope, loose.bodyId);
    expect(await db.store.files.readBody(scope, loose.bodyId)).toBeNull();
    expect(await create(scope, project.id, loose)).toBeNull();
    const file = await aFile(db.store, scope, project.id);
    await db.store.files.discardBody(scope, file.bodyId);
    expect(await contentOf(await db.store.files.readBody(scope, file.bodyId))).toBe("content");
    await db.store.files.discardBody(scope, newId());
  });

  test("a file is read back as it was made, changed, and removed with its body", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const file = await aFile(db.store, scope, project.id, {
      content: "Hello",
      filename: "Bericht «Ü» 📄.txt",
    });
    expect(file).toMatchObject({
      projectId: project.id,
      ownerId: scope.ownerId,
      size: 5,
      error: null,
      status: "uploaded",
    });
    expect(await db.store.files.get(scope, project.id, file.id)).toEqual(file);
    const patch = {
      status: "failed" as const,
      error: "unreadable",
      providerFileId: "file-1",
      mimeType: "text/x",
    };
    const changed = await db.store.files.update(scope, project.id, file.id, patch);
    expect(changed).toEqual({ ...file, ...patch });
    expect(await db.store.files.update(scope, project.id, file.id, { error: null })).toEqual({
      ...changed,
      error: null,
    });
    expect(await db.store.files.update(scope, project.id, newId(), patch)).toBeNull();
    expect(await db.store.files.remove(scope, project.id, file.id)).toEqual({ ...changed, error: null });
    expect(await db.store.files.remove(scope, project.id, file.id)).toBeNull();
    expect(await db.store.files.get(scope, project.id, file.id)).toBeNull();
    expect(await db.store.files.readBody(scope, file.bodyId)).toBeNull();
  });

  test("a body is named once, and only in a project that is there", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const body = await put(scope, "x");
    expect(await create(scope, newId(), body)).toBeNull();
    expect(await create(scope, project.id, { ...body, bodyId: newId() })).toBeNull();
    expect(await create(scope, project.id, body)).not.toBeNull();
    expect(await create(scope, project.id, body)).toBeNull();
    expect((await db.store.files.list(scope, project.id, { limit: 10 })).items).toHaveLength(1);
  });

  test("racing uploads never exceed the limit", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const uploads = await Promise.all(Array.from({ length: 12 }, (_, i) => put(scope, `${i}`)));
    const results = await Promise.allSettled(uploads.map((body) => create(scope, project.id, body, 4)));
    expect(results.filter((result) => result.status === "fulfilled" && result.value)).toHaveLength(4);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "limit_reached" });
    }
    const { items } = await db.store.files.list(scope, project.id, { limit: 100 });
    expect(items).toHaveLength(4);
    await db.store.files.remove(scope, project.id, items[0]?.id ?? "");
    expect(await create(scope, project.id, await put(scope, "again"), 4)).not.toBeNull();
  });

  test("the list is newest first, in pages without gaps or repeats while files are added", async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const there: string[] = [];
    for (let i = 0; i < 9; i++) there.push((await aFile(db.store, scope, project.id)).id);
    const seen = ids(
      await allPages(
        (page) => db.store.files.list(scope, project.id, page),
        2,
        () => aFile(db.store, scope, project.id),
      ),
    );
    expect(seen).toEqual(there.toReversed());
    for (const cursor of BAD_CURSORS) {
      await expect(db.store.files.list(scope, project.id, { limit: 2, cursor })).rejects.toMatchObject(
        badCursor,
      );
    }
  });

  test("a credential for one project reaches the bodies of that project only", async () => {
    const scope = await aScope(db.store);
    const [project, other] = [await aProject(db.store, scope), await aProject(db.store, scope)];
    const [file, foreign] = [
      await aFile(db.store, scope, project.id),
      await aFile(db.store, scope, other.id),
    ];
    const key = within(scope, project.id);
    expect(await contentOf(await db.store.files.readBody(key, file.bodyId))).toBe("content");
    expect(await db.store.files.readBody(key, foreign.bodyId)).toBeNull();
    expect(await db.store.files.get(key, other.id, foreign.id)).toBeNull();
    const body = await db.store.files.putBody(key, bytes("by key"), 100);
    expect(await create(key, other.id, body)).toBeNull();
    expect(await create(key, project.id, body)).toMatchObject({ size: 6 });
  });

  test("a project is made with its files, or not at all", async () => {
    const scope = await aScope(db.store);
    const { filename: _, ...type } = meta;
    const settings = { model: "gpt-test", temperature: 0, maxTokens: 1_000 };
    const make = (names: string[], bodies: StoredBody[], limit = 1_000) =>
      db.store.projects.create(
        scope,
        {
          name: "Whole",
          description: "",
          settings,
          files: bodies.map((body, i) => ({ ...body, filename: names[i] ?? "", mimeType: type.mimeType })),
        },
        limit,
      );
    const bodies = [await put(scope, "one"), await put(scope, "two"), await put(scope, "three")];
    const names = ["1.txt", "2.txt", "3.txt"];
    const lost = { bodyId: newId(), size: 1, sha256: "0" };
    await expect(make(names, [...bodies.slice(0, 1), lost])).rejects.toMatchObject({ code: "not_found" });
    await expect(make(names.slice(1), bodies.slice(1), 0)).rejects.toMatchObject({ code: "limit_reached" });
    expect((await db.store.projects.list(scope, { limit: 5 })).items).toEqual([]);

    const fresh = [await put(scope, "one"), await put(scope, "two"), await put(scope, "three")];
    const project = await make(names, fresh);
    const { items } = await db.store.files.list(scope, project.id, { limit: 5 });
    expect(items.map((file) => file.filename).toReversed()).toEqual(names);
    expect(items[0]).toMatchObject({
      status: "uploaded",
      providerFileId: null,
      size: 5,
      projectId: project.id,
    });
    // Named, so neither discarding nor the sweep touches them, and nobody else can have them.
    await db.store.files.discardBody(scope, items[0]?.bodyId ?? "");
    await db.store.sweep(Date.now() + 3 * 3_600_000);
    expect(await contentOf(await db.store.files.readBody(scope, items[0]?.bodyId ?? ""))).toBe("three");
    await expect(make(names, fresh)).rejects.toMatchObject({ code: "not_found" });
    expect((await db.store.projects.list(scope, { limit: 5 })).items).toMatchObject([{ fileCount: 3 }]);
    expect(await contentOf(await db.store.files.readBody(scope, fresh[0]?.bodyId ?? ""))).toBe("one");
  });
});
