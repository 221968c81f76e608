import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import type { FileRecord, JobLease, Scope } from "@/lib/store/types";
import { engines, useStore } from "./support/engines";
import { aFile, aProject, aScope, within } from "./support/factories";

const MINUTE = 60_000;

describe.each(engines)("search segments on $name", (engine) => {
  const db = useStore(engine);
  const aJob = async (scope: Scope, file: FileRecord): Promise<JobLease> => {
    const now = Date.now();
    await db.store.jobs.enqueue(scope, file.projectId, file.id, "read", now);
    const lease = newId();
    const job = await db.store.jobs.claim({ lease, leaseUntil: now + MINUTE, now });
    if (job?.fileId !== file.id) throw new Error("Another file's job was claimed.");
    return { jobId: job.id, lease };
  };
  const setUp = async () => {
    const scope = await aScope(db.store);
    const project = await aProject(db.store, scope);
    const file = await aFile(db.store, scope, project.id, { content: newId() });
    return { scope, projectId: project.id, file };
  };
  const segment = (id: string, file: FileRecord) => ({
    id,
    fileId: file.id,
    format: 1,
    passages: 3,
    totalLength: 30,
    buckets: 2,
    vectors: null,
  });
  const blob = (n: number, data: string) => ({ kind: "text", n, data: Buffer.from(data) });
  const read = async (scope: Scope, projectId: string, segmentId: string, ...places: number[]) => {
    const keys = places.map((n) => ({ segmentId, kind: "text", n }));
    const blobs = await db.store.segments.blobs(scope, projectId, keys);
    return blobs.map(({ n, data }) => [n, Buffer.from(data).toString()]);
  };

  test("a segment is found once it is published, and its file is ready", async () => {
    const { scope, projectId, file } = await setUp();
    const job = await aJob(scope, file);
    const id = newId();
    expect(await db.store.segments.put(job, id, [blob(0, "zero"), blob(1, "one")])).toBe(true);
    expect(await db.store.segments.put(job, id, [blob(1, "ONE"), blob(2, "\u0000\u00ff")])).toBe(true);
    expect(await db.store.segments.list(scope, projectId)).toEqual([]);
    expect(await read(scope, projectId, id, 0)).toEqual([]);
    expect(await db.store.segments.publish(job, segment(id, file), "2 pages without text")).toBe(true);
    const [published] = await db.store.segments.list(scope, projectId);
    expect(published).toMatchObject({ ...segment(id, file), projectId, filename: file.filename });
    expect(await read(scope, projectId, id, 2, 7, 1)).toEqual([
      [2, "\u0000\u00ff"],
      [1, "ONE"],
    ]);
    expect(await read(scope, projectId, newId(), 0)).toEqual([]);
    expect(await db.store.segments.blobs(scope, projectId, [])).toEqual([]);
    expect(await db.store.files.get(scope, projectId, file.id)).toMatchObject({
      status: "ready",
      note: "2 pages without text",
      passages: 3,
      error: null,
    });
  });

  test("the next one takes its place", async () => {
    const { scope, projectId, file } = await setUp();
    const first = await aJob(scope, file);
    const [a, failed, b] = [newId(), newId(), newId()];
    await db.store.segments.put(first, a, [blob(0, "a")]);
    await db.store.segments.publish(first, segment(a, file), null);
    await db.store.segments.put(first, failed, [blob(0, "failed")]);
    await db.store.segments.put(first, b, [blob(0, "b")]);
    await db.store.segments.publish(first, segment(b, file), null);
    expect((await db.store.segments.list(scope, projectId)).map(({ id }) => id)).toEqual([b]);
    expect(await read(scope, projectId, a, 0)).toEqual([]);
    expect(await read(scope, projectId, failed, 0)).toEqual([]);
    expect(await read(scope, projectId, b, 0)).toEqual([[0, "b"]]);
    const vectors = { model: "m", dimensions: 4 };
    expect(await db.store.segments.setVectors(first, b, vectors)).toBe(true);
    expect(await db.store.segments.setVectors(first, a, vectors)).toBe(false);
    expect(await db.store.segments.list(scope, projectId)).toMatchObject([{ id: b, vectors }]);
    await db.store.jobs.release(first, null);
    expect(await db.store.segments.put(first, newId(), [blob(0, "late")])).toBe(false);
    expect(await db.store.segments.publish(first, segment(a, file), null)).toBe(false);
    expect(await db.store.segments.setVectors(first, b, { model: "x", dimensions: 1 })).toBe(false);
    expect(await db.store.segments.list(scope, projectId)).toMatchObject([{ id: b, vectors }]);
  });

  test("the same content elsewhere is known to its owner only", async () => {
    const [mine, theirs] = [await setUp(), await setUp()];
    const content = newId();
    const [a, b] = [
      await aFile(db.store, mine.scope, mine.projectId, { content }),
      await aFile(db.store, theirs.scope, theirs.projectId, { content }),
    ];
    const other = await aProject(db.store, mine.scope);
    const copy = await aFile(db.store, mine.scope, other.id, { content });
    const job = await aJob(mine.scope, a);
    const id = newId();
    await db.store.segments.put(job, id, [blob(0, "x")]);
    expect(await db.store.segments.duplicate(mine.scope, copy.sha256, copy.id)).toBeNull();
    await db.store.segments.publish(job, segment(id, a), null);
    await db.store.jobs.release(job, null);
    expect(await db.store.segments.duplicate(mine.scope, copy.sha256, copy.id)).toMatchObject({
      id,
      fileId: a.id,
    });
    expect(await db.store.segments.duplicate(mine.scope, a.sha256, a.id)).toBeNull();
    expect(await db.store.segments.duplicate(theirs.scope, b.sha256, b.id)).toBeNull();
    expect(await db.store.segments.duplicate(within(mine.scope, other.id), copy.sha256, copy.id)).toBeNull();
  });

  test("segments go with their file", async () => {
    const { scope, projectId, file } = await setUp();
    const job = await aJob(scope, file);
    const id = newId();
    await db.store.segments.put(job, id, [blob(0, "x")]);
    await db.store.segments.publish(job, segment(id, file), null);
    await db.store.files.remove(scope, projectId, file.id);
    expect(await db.store.segments.list(scope, projectId)).toEqual([]);
    expect(await read(scope, projectId, id, 0)).toEqual([]);
    expect(await db.store.segments.publish(job, segment(id, file), null)).toBe(false);
  });

  test("files that an earlier version read are given a job for it, once, while they are ready", async () => {
    const { scope, projectId, file } = await setUp();
    const { jobs, segments, files } = db.store;
    const job = await aJob(scope, file);
    const id = newId();
    await segments.put(job, id, [blob(0, "x")]);
    await segments.publish(job, { ...segment(id, file), format: -1 }, null);
    await jobs.release(job, null);
    await files.update(scope, projectId, file.id, { status: "failed" });
    expect(await jobs.adoptOutdated(0, 1_000, 0)).toBe(0);
    await files.update(scope, projectId, file.id, { status: "ready" });
    expect(await jobs.adoptOutdated(-1, 1_000, 0)).toBe(0);
    expect(await jobs.adoptOutdated(0, 1_000, 0)).toBe(1);
    expect(await jobs.adoptOutdated(0, 1_000, 0)).toBe(0);
    await files.remove(scope, projectId, file.id);
  });

  test("files without vectors of a model are given a job for them, once", async () => {
    const { scope, projectId, file } = await setUp();
    const { jobs, segments } = db.store;
    const job = await aJob(scope, file);
    const id = newId();
    await segments.put(job, id, [blob(0, "x")]);
    await segments.publish(job, segment(id, file), null);
    await jobs.release(job, null);
    const adopted = async (model: string) => {
      const count = await jobs.adoptUnembedded(model, 1_000, 0);
      expect(await jobs.adoptUnembedded(model, 1_000, 0)).toBe(0);
      let mine: JobLease | null = null;
      for (let n = 0; n < count; n++) {
        const lease = newId();
        const taken = await jobs.claim({ lease, leaseUntil: Date.now() + MINUTE, now: Date.now() });
        // The rest belongs to projects in which an earlier test still holds a job.
        if (!taken) break;
        const held = { jobId: taken.id, lease };
        if (taken.fileId === file.id && taken.kind === "embed") mine = held;
        else await jobs.release(held, null);
      }
      return mine;
    };
    const first = await adopted("one");
    expect(first).not.toBeNull();
    if (!first) return;
    await segments.setVectors(first, id, { model: "one", dimensions: 4 });
    await jobs.release(first, null);
    expect(await adopted("one")).toBeNull();
    const second = await adopted("two");
    expect(second).not.toBeNull();
    if (!second) return;
    expect(await segments.setVectors(second, id, null)).toBe(true);
    expect(await segments.list(scope, projectId)).toMatchObject([{ id, vectors: null }]);
    await jobs.release(second, null);
    await db.store.files.remove(scope, projectId, file.id);
    expect(await adopted("one")).toBeNull();
  });
});
