import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import type { FileRecord, JobLease, JobRecord, Scope } from "@/lib/store/types";
import { engines, useStore } from "./support/engines";
import { aFile, aProject, aScope, within } from "./support/factories";

const MINUTE = 60_000;

describe.each(engines)("jobs on $name", (engine) => {
  const db = useStore(engine);
  /** Later than every other test: their jobs are taken out of the way first. */
  const setUp = async (projects = 1) => {
    const now = Date.now();
    const lease = newId();
    for (;;) {
      const job = await db.store.jobs.claim({ lease, leaseUntil: now + 1e10, now: now + 1e9 });
      if (!job) break;
      await db.store.jobs.release({ jobId: job.id, lease }, null);
    }
    const scope = await aScope(db.store);
    const files: FileRecord[] = [];
    for (let i = 0; i < projects; i++) {
      files.push(await aFile(db.store, scope, (await aProject(db.store, scope)).id));
    }
    return { scope, files, file: files[0] as FileRecord, now: Date.now() };
  };
  const enqueue = (scope: Scope, file: FileRecord, now: number, kind: "read" | "embed" = "read") =>
    db.store.jobs.enqueue(scope, file.projectId, file.id, kind, now);
  const claim = (now: number, lease = newId()) =>
    db.store.jobs.claim({ lease, leaseUntil: now + MINUTE, now });
  const held = (job: JobRecord | null, lease: string): JobLease => ({ jobId: job?.id ?? "", lease });

  test("a job is taken, renewed and ended by its holder only", async () => {
    const { scope, file, now } = await setUp();
    expect(await claim(now)).toBeNull();
    expect(await db.store.jobs.nextDue()).toBeNull();
    expect(await enqueue(scope, file, now)).toBe(true);
    expect(await db.store.jobs.nextDue()).toBeLessThanOrEqual(now);
    const job = await claim(now, "mine");
    expect(job).toEqual({
      id: expect.any(String),
      ownerId: scope.ownerId,
      projectId: file.projectId,
      fileId: file.id,
      kind: "read",
      attempts: 1,
      createdAt: now,
      uploadedBy: null,
    });
    expect(await claim(now)).toBeNull();
    expect(await db.store.jobs.renew(held(job, "other"), now + 2 * MINUTE)).toBe(false);
    expect(await db.store.jobs.renew(held(job, "mine"), now + 2 * MINUTE)).toBe(true);
    expect(await db.store.jobs.nextDue()).toBe(now + 2 * MINUTE);
    expect(await db.store.jobs.release(held(job, "other"), null)).toBe(false);
    expect(await db.store.jobs.release(held(job, "mine"), null)).toBe(true);
    expect(await db.store.jobs.release(held(job, "mine"), null)).toBe(false);
    expect(await db.store.jobs.nextDue()).toBeNull();
  });

  test("a job that is given back for no fault of its own loses no try", async () => {
    const { scope, file, now } = await setUp();
    await enqueue(scope, file, now);
    const job = await claim(now, "mine");
    expect(await db.store.jobs.release(held(job, "mine"), now, true)).toBe(true);
    const again = await claim(now, "next");
    expect(again).toMatchObject({ id: job?.id, attempts: 1 });
    await db.store.jobs.release(held(again, "next"), now);
    expect(await claim(now)).toMatchObject({ attempts: 2 });
  });

  test("a file has one job of a kind, and none when it is not there", async () => {
    const { scope, file, now } = await setUp();
    await Promise.all(Array.from({ length: 6 }, () => enqueue(scope, file, now)));
    expect((await claim(now))?.attempts).toBe(1);
    expect(await claim(now + MINUTE / 2)).toBeNull();
    expect(await db.store.jobs.enqueue(scope, file.projectId, newId(), "read", now)).toBe(false);
    expect(await db.store.jobs.enqueue(scope, newId(), file.id, "read", now)).toBe(false);
    expect(await enqueue(within(scope, newId()), file, now)).toBe(false);
  });

  test("of racing workers each gets another job, never two of one project", async () => {
    const { scope, files, now } = await setUp(3);
    const second = await aFile(db.store, scope, files[0]?.projectId ?? "");
    for (const file of [...files, second]) await enqueue(scope, file, now);
    const taken = (await Promise.all(Array.from({ length: 8 }, () => claim(now)))).filter(
      (job) => job !== null,
    );
    expect(new Set(taken.map((job) => job.projectId))).toEqual(new Set(files.map((file) => file.projectId)));
    expect(taken).toHaveLength(3);
  });

  test("owners take turns", async () => {
    const { scope: busy, files, now } = await setUp(4);
    for (const file of files) await enqueue(busy, file, now);
    const modest = await aScope(db.store);
    const file = await aFile(db.store, modest, (await aProject(db.store, modest)).id);
    await enqueue(modest, file, now + 1);
    const [first, second] = [await claim(now + 1), await claim(now + 1)];
    expect(new Set([first?.ownerId, second?.ownerId])).toEqual(new Set([busy.ownerId, modest.ownerId]));
  });

  test("a job whose holder died is taken again, and the dead can write nothing", async () => {
    const { scope, file, now } = await setUp();
    await enqueue(scope, file, now);
    const first = await claim(now, "dead");
    const later = now + 2 * MINUTE;
    const second = await claim(later, "alive");
    expect(second).toMatchObject({ id: first?.id, attempts: 2 });
    expect(await db.store.jobs.renew(held(first, "dead"), later)).toBe(false);
    expect(await db.store.jobs.release(held(first, "dead"), null)).toBe(false);
    expect(await db.store.segments.put(held(first, "dead"), newId(), [])).toBe(false);
  });

  test("a job that is put back waits for its time", async () => {
    const { scope, file, now } = await setUp();
    await enqueue(scope, file, now);
    const job = await claim(now, "mine");
    expect(await db.store.jobs.release(held(job, "mine"), now + MINUTE)).toBe(true);
    expect(await db.store.jobs.nextDue()).toBe(now + MINUTE);
    expect(await claim(now + MINUTE - 1)).toBeNull();
    expect(await claim(now + MINUTE)).toMatchObject({ id: job?.id, attempts: 2 });
  });

  test("asking again makes a waiting job due at once", async () => {
    const { scope, file, now } = await setUp();
    await enqueue(scope, file, now);
    const job = await claim(now, "mine");
    await db.store.jobs.release(held(job, "mine"), now + 60 * MINUTE);
    expect(await enqueue(scope, file, now + 1)).toBe(true);
    expect(await claim(now + 1)).toMatchObject({ id: job?.id });
  });

  test("a job goes with its file and its project", async () => {
    const { scope, files, now } = await setUp(2);
    const [a, b] = files as [FileRecord, FileRecord];
    await enqueue(scope, a, now);
    await enqueue(scope, b, now);
    const job = await claim(now, "mine");
    const [taken, other] = job?.fileId === a.id ? [a, b] : [b, a];
    await db.store.files.remove(scope, taken.projectId, taken.id);
    expect(await db.store.jobs.renew(held(job, "mine"), now + MINUTE)).toBe(false);
    await db.store.projects.remove(scope, other.projectId);
    expect(await claim(now + 60 * MINUTE)).toBeNull();
  });

  test("files whose upload died before their job are adopted, once", async () => {
    const { scope, file, now } = await setUp();
    const ready = await aFile(db.store, scope, file.projectId);
    await db.store.files.update(scope, ready.projectId, ready.id, { status: "ready" });
    await db.store.jobs.adopt(now + MINUTE, 1_000, now + MINUTE);
    const adopted: (string | undefined)[] = [];
    for (let at = now + MINUTE; ; ) {
      const job = await claim(at, "mine");
      if (!job) break;
      adopted.push(job.fileId);
      await db.store.jobs.release(held(job, "mine"), at + 1e9);
    }
    expect(adopted).toContain(file.id);
    expect(adopted).not.toContain(ready.id);
    expect(await db.store.jobs.adopt(now + MINUTE, 1_000, now + MINUTE)).toBe(0);
  });
});
