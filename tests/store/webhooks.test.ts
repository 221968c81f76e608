import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import type { WebhookEvent } from "@/lib/schemas";
import type { Scope, Store } from "@/lib/store/types";
import { engines, openTarget, useStore } from "./support/engines";
import { aProject, aScope } from "./support/factories";

const KEEP = 5;
const HOUR_MS = 3_600_000;
const input = (more: object = {}) => ({
  url: "https://hook.example/",
  events: ["reply.finished"] as WebhookEvent[],
  secret: "whsec_AA==",
  ...more,
});

describe.each(engines)("webhooks on $name", (engine) => {
  const db = useStore(engine);
  const setUp = async () => {
    const scope = await aScope(db.store);
    const projectId = (await aProject(db.store, scope)).id;
    const webhook = await db.store.webhooks.create(scope, projectId, input(), 10);
    if (!webhook) throw new Error("The project is not there.");
    return { scope, projectId, webhook };
  };
  const event = (projectId: string, messageId: string = newId(), kind: WebhookEvent = "reply.finished") => ({
    projectId,
    event: kind,
    messageId,
    payload: "{}",
  });
  /** Everything that is due at `now`, claimed one by one. */
  const claimAll = async (now: number, store: Store = db.store, busy: string[] = []) => {
    const found = [];
    for (;;) {
      const lease = newId();
      const one = await store.webhooks.claim({ lease, leaseUntil: now + HOUR_MS, now, busy });
      if (!one) return found;
      found.push({ ...one, lease });
    }
  };
  const clear = () => claimAll(Date.now() + 9 * HOUR_MS);
  const logOf = async (scope: Scope, projectId: string, id: string, limit = 50) =>
    (await db.store.webhooks.deliveries(scope, projectId, id, { limit })).items;

  test("are the project's own, changed and removed within it", async () => {
    const { scope, projectId, webhook } = await setUp();
    const { webhooks } = db.store;
    expect(webhook).toMatchObject({ projectId, ownerId: scope.ownerId, enabled: true, failingSince: null });
    expect(await webhooks.list(scope, projectId)).toEqual([webhook]);
    const changed = await webhooks.update(scope, projectId, webhook.id, { enabled: false, oldSecret: "x" });
    expect(changed).toEqual({ ...webhook, enabled: false, oldSecret: "x" });
    const stranger = await aScope(db.store);
    const other = (await aProject(db.store, stranger)).id;
    for (const [who, where] of [
      [stranger, projectId],
      [stranger, other],
      [scope, other],
      [scope, newId()],
    ] as const) {
      expect(await webhooks.get(who, where, webhook.id)).toBeNull();
      expect(await webhooks.update(who, where, webhook.id, { url: "x" })).toBeNull();
      expect(await webhooks.remove(who, where, webhook.id)).toBe(false);
      expect((await webhooks.deliveries(who, where, webhook.id, { limit: 5 })).items).toEqual([]);
    }
    expect(await webhooks.create(stranger, projectId, input(), 10)).toBeNull();
    expect(await webhooks.remove(scope, projectId, webhook.id)).toBe(true);
    expect(await webhooks.list(scope, projectId)).toEqual([]);
  });

  test("of racing makers never more than the limit succeed", async () => {
    const { scope, projectId } = await setUp();
    const made = await Promise.allSettled(
      Array.from({ length: 12 }, () => db.store.webhooks.create(scope, projectId, input(), 10)),
    );
    expect(made.filter(({ status }) => status === "fulfilled")).toHaveLength(9);
    expect(await db.store.webhooks.list(scope, projectId)).toHaveLength(10);
  });

  test("an event goes once to each that asked for it; the newest are kept", async () => {
    await clear();
    const { scope, projectId, webhook } = await setUp();
    const { webhooks } = db.store;
    const now = Date.now();
    await webhooks.create(scope, projectId, input({ events: ["file.ready"] }), 10);
    expect(await webhooks.enqueue(event(projectId, "m0"), KEEP, now)).toBe(1);
    expect(await webhooks.enqueue(event(projectId, "m0"), KEEP, now)).toBe(0);
    expect(await webhooks.enqueue(event(projectId, "t", "webhook.test"), KEEP, now, webhook.id)).toBe(1);
    for (let n = 1; n <= 5; n++) await webhooks.enqueue(event(projectId, `m${n}`), KEEP, now + n);
    const kept = await logOf(scope, projectId, webhook.id);
    expect(kept.map(({ messageId }) => messageId)).toEqual(["m5", "m4", "m3", "m2", "m1"]);
    const page = await webhooks.deliveries(scope, projectId, webhook.id, { limit: 3 });
    const rest = await webhooks.deliveries(scope, projectId, webhook.id, {
      limit: 3,
      cursor: page.nextCursor ?? "",
    });
    expect([...page.items, ...rest.items]).toEqual(kept);
    expect(rest.nextCursor).toBeNull();
  });

  test("racing claims of two processes never take the same; a lease that ran out is taken over, and fences", async () => {
    await clear();
    const { scope, projectId, webhook } = await setUp();
    const { webhooks } = db.store;
    const now = Date.now();
    for (let n = 0; n < 4; n++) await webhooks.enqueue(event(projectId), KEEP, now - n);
    expect(await webhooks.nextDue()).toBe(now - 3);
    const second = await openTarget(db.target);
    const taken = (await Promise.all([claimAll(now), claimAll(now, second), claimAll(now)])).flat();
    expect(new Set(taken.map(({ delivery }) => delivery.id)).size).toBe(4);
    expect(taken).toHaveLength(4);
    expect(await claimAll(now)).toEqual([]);
    const late = now + HOUR_MS + 1;
    expect(await claimAll(late, second, [webhook.id])).toEqual([]);
    const again = await claimAll(late, second);
    expect(again.map(({ delivery }) => delivery.attempts)).toEqual([2, 2, 2, 2]);
    const [lost, held] = [taken[0], again.find(({ delivery }) => delivery.id === taken[0]?.delivery.id)];
    const outcome = {
      status: "delivered" as const,
      dueAt: 0,
      lastStatus: 200,
      lastError: null,
      lastAt: late,
    };
    const recordAttempt = (one: typeof lost) =>
      webhooks.recordAttempt({ deliveryId: one?.delivery.id ?? "", lease: one?.lease ?? "" }, outcome);
    expect(await recordAttempt(lost)).toBe(false);
    expect(await recordAttempt(held)).toBe(true);
    const log = await logOf(scope, projectId, webhook.id);
    expect(log.filter(({ status }) => status === "delivered")).toHaveLength(1);
    await second.close();
  });

  test("one that has failed for long is disabled, and what waits for it given up until it is sent again", async () => {
    await clear();
    const { scope, projectId, webhook } = await setUp();
    const { webhooks } = db.store;
    const now = Date.now();
    await webhooks.enqueue(event(projectId), KEEP, now);
    expect(await webhooks.noteHealth(webhook.id, false, now, HOUR_MS)).toBe(false);
    expect(await webhooks.noteHealth(webhook.id, true, now + 1, HOUR_MS)).toBe(false);
    expect(await webhooks.noteHealth(webhook.id, false, now + 2, HOUR_MS)).toBe(false);
    expect(await webhooks.noteHealth(webhook.id, false, now + HOUR_MS, HOUR_MS)).toBe(false);
    expect(await webhooks.noteHealth(webhook.id, false, now + HOUR_MS + 2, HOUR_MS)).toBe(true);
    expect(await webhooks.noteHealth(webhook.id, false, now + HOUR_MS + 3, HOUR_MS)).toBe(false);
    const [given] = await logOf(scope, projectId, webhook.id);
    expect(given).toMatchObject({ status: "failed", lastError: "The address was disabled." });
    expect(await webhooks.enqueue(event(projectId), KEEP, now)).toBe(0);
    expect(await claimAll(now + 1)).toEqual([]);
    await webhooks.update(scope, projectId, webhook.id, { enabled: true, failingSince: null });
    const sent = await webhooks.resend(scope, projectId, webhook.id, given?.id ?? "", now + 9);
    expect(sent).toMatchObject({ status: "pending", attempts: 0, dueAt: now + 9 });
    expect(await webhooks.resend(scope, projectId, webhook.id, newId(), now)).toBeNull();
    expect(await claimAll(now + 9)).toHaveLength(1);
  });

  test("go with their project, and with its keeper to another", async () => {
    await clear();
    const { scope, projectId, webhook } = await setUp();
    const { webhooks } = db.store;
    await webhooks.enqueue(event(projectId), KEEP, Date.now());
    const heir = await aScope(db.store);
    await db.store.members.put(scope, projectId, { userId: heir.userId, role: "owner" }, 10);
    await db.store.members.handOver(scope, projectId, heir.userId);
    expect(await webhooks.get(scope, projectId, webhook.id)).toBeNull();
    expect((await webhooks.get(heir, projectId, webhook.id))?.ownerId).toBe(heir.userId);
    await db.store.projects.remove(heir, projectId);
    expect(await webhooks.list(heir, projectId)).toEqual([]);
    expect(await webhooks.enqueue(event(projectId), KEEP, Date.now())).toBe(0);
    expect(await claimAll(Date.now() + 1)).toEqual([]);
  });
});
