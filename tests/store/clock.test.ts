import { afterEach, describe, expect, test, vi } from "vitest";
import { newId } from "@/lib/ids";
import { workOne } from "@/lib/knowledge/jobs/loop";
import { storeTime } from "@/lib/store";
import { claimDelivery } from "@/lib/webhooks/deliver";
import { engines, useStore } from "./support/engines";
import { aFile, aProject, aScope } from "./support/factories";

const MINUTE = 60_000;
const skew = (ms: number) => vi.useFakeTimers({ now: Date.now() + ms, toFake: ["Date"] });

describe.each(engines)("clocks that are off on $name", (engine) => {
  const db = useStore(engine);
  afterEach(() => {
    vi.useRealTimers();
  });

  test("the store has a clock of its own", async () => {
    const before = Date.now();
    skew(60 * MINUTE);
    const said = await db.store.clock();
    vi.useRealTimers();
    expect(said).toBeGreaterThan(before - 5_000);
    expect(said).toBeLessThan(Date.now() + 5_000);
  });

  test("what it says is counted on from, whatever the machine's clock is set to", async () => {
    const before = await storeTime(db.store);
    skew(60 * MINUTE);
    const after = await storeTime(db.store);
    expect(after).toBeGreaterThanOrEqual(before);
    expect(after).toBeLessThan(before + MINUTE);
  });

  test("a process whose clock is ahead takes no delivery that another one is sending", async () => {
    const scope = await aScope(db.store);
    const { id: projectId } = await aProject(db.store, scope);
    const { webhooks } = db.store;
    await webhooks.create(
      scope,
      projectId,
      { url: "https://hook.example/", events: ["file.ready"], secret: "" },
      10,
    );
    const event = { projectId, event: "file.ready" as const, messageId: newId(), payload: "{}" };
    await webhooks.enqueue(event, 10, await db.store.clock());
    const claimed = await claimDelivery(db.store, []);
    expect(claimed?.delivery.messageId).toBe(event.messageId);
    for (const minutes of [5, -5]) {
      skew(minutes * MINUTE);
      expect(await claimDelivery(db.store, [])).toBeNull();
      vi.useRealTimers();
    }
  });

  test("a process whose clock is ahead takes no job that another one holds", async () => {
    const scope = await aScope(db.store);
    const { id: projectId } = await aProject(db.store, scope);
    const { id: fileId } = await aFile(db.store, scope, projectId);
    const now = await db.store.clock();
    await db.store.jobs.enqueue(scope, projectId, fileId, "read", now);
    const lease = newId();
    const job = await db.store.jobs.claim({ lease, leaseUntil: now + 20_000, now });
    expect(job?.fileId).toBe(fileId);
    skew(5 * MINUTE);
    expect(await workOne(db.store)).toBe(false);
    vi.useRealTimers();
    expect(await db.store.jobs.release({ jobId: job?.id ?? "", lease }, null)).toBe(true);
  });
});
