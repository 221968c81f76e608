import { describe, expect, test, vi } from "vitest";
import { newId } from "@/lib/ids";
import type { DeliveryRecord, Scope, Store, Tell } from "@/lib/store/types";
import { crashBench, mongoEngines } from "./support/crashes";
import { engines, useStore } from "./support/engines";
import { aProject, aScope, begin, endOf, exchange, LEASE_MS, type Turn } from "./support/factories";
import { all, startWorker } from "./support/processes";

/* An event and the change that it tells are one: a process that dies in between leaves both or neither. */

vi.setConfig({ testTimeout: 120_000 });

const HOUR_MS = 3_600_000;
const page = { limit: 50 };
const told = (event: "reply.finished" | "feedback.given", messageId: string, payload: unknown) => ({
  event: { event, messageId, payload: JSON.stringify(payload) },
  keep: 50,
  now: Date.now(),
});
const tellEnd: Tell = ({ projectId, runId, status }) => {
  const { event, ...rest } = told("reply.finished", `end-${runId}`, { status });
  return { event: { projectId, ...event }, ...rest };
};
/** Each rating is an event of its own. */
const tellRating: Tell = ({ projectId, feedback }) => {
  const { event, ...rest } = told("feedback.given", newId(), { rating: feedback?.rating ?? null });
  return { event: { projectId, ...event }, ...rest };
};

async function listened(store: Store, scope: Scope) {
  const projectId = (await aProject(store, scope)).id;
  const input = {
    url: "https://hook.example/",
    events: ["reply.finished", "feedback.given"],
    secret: "whsec_AA==",
  };
  const webhook = await store.webhooks.create(scope, projectId, input as never, 10);
  return { projectId, webhookId: webhook?.id ?? "" };
}
type Place = Awaited<ReturnType<typeof listened>>;

const payloads = async (store: Store, scope: Scope, { projectId, webhookId }: Place) =>
  (await store.webhooks.deliveries(scope, projectId, webhookId, page)).items.map(({ payload }) =>
    JSON.parse(payload),
  );

/** What is sent once everything is due. */
async function sent(store: Store, { webhookId }: Place) {
  const now = Date.now() + HOUR_MS;
  const found: DeliveryRecord[] = [];
  for (;;) {
    const one = await store.webhooks.claim({ lease: newId(), leaseUntil: now + HOUR_MS, now, busy: [] });
    if (!one)
      return found
        .filter((delivery) => delivery.webhookId === webhookId)
        .map(({ payload }) => JSON.parse(payload));
    found.push(one.delivery);
  }
}

/** As the sweep does when the process that answered is gone. */
async function recover(store: Store, { runId }: Turn): Promise<void> {
  const seen = (await store.runs.leases()).find(({ id }) => id === runId);
  const run = seen && (await store.runs.takeOver(seen, "next", Date.now() + LEASE_MS, tellEnd));
  if (run) await store.runs.flush([endOf({ runId, lease: "next" }, "Recovered.", "interrupted")], tellEnd);
}

describe.each(engines)("events of changes on $name", (engine) => {
  const db = useStore(engine);

  test("come with the end of a reply, once, and only where it is accepted", async () => {
    const { store } = db;
    const scope = await aScope(store);
    const place = await listened(store, scope);
    const turn = await begin(store, scope, place);
    const lost = endOf({ runId: turn.runId, lease: newId() });
    expect(await store.runs.flush([lost], tellEnd)).toMatchObject([{ accepted: false }]);
    expect(await payloads(store, scope, place)).toEqual([]);
    const end = endOf(turn);
    expect(await store.runs.flush([end], tellEnd)).toMatchObject([{ accepted: true, told: true }]);
    expect(await store.runs.flush([end], tellEnd)).toMatchObject([{ accepted: true }]);
    expect(await payloads(store, scope, place)).toEqual([{ status: "complete" }]);
    const quiet = await begin(store, scope, { projectId: (await aProject(store, scope)).id });
    expect((await store.runs.flush([endOf(quiet)], tellEnd))[0]?.told).not.toBe(true);
  });

  test("come with a rating, each one due at once, and with none that is not stored", async () => {
    const { store } = db;
    const scope = await aScope(store);
    const place = await listened(store, scope);
    const { chatId, replyId } = await exchange(store, scope, place);
    const rate = (who: Scope, rating: "up" | "down" | null) =>
      store.messages.setFeedback(who, chatId, replyId, rating && { rating }, tellRating);
    expect(await rate(await aScope(store), "up")).toBeNull();
    for (const rating of ["up", "down", null] as const) expect(await rate(scope, rating)).not.toBeNull();
    const due = await store.webhooks.deliveries(scope, place.projectId, place.webhookId, page);
    expect(due.items.filter(({ dueAt }) => dueAt > Date.now())).toEqual([]);
    expect((await sent(store, place)).map(({ rating }) => rating).sort()).toEqual(
      ["down", null, "up"].sort(),
    );
  });

  test("survive a process that is killed while it tells the end of a reply", async () => {
    const { store } = db;
    const scope = await aScope(store);
    const place = await listened(store, scope);
    const turn = await begin(store, scope, place);
    const worker = await startWorker(db.target, {
      do: "die while telling",
      ownerId: scope.ownerId,
      turn,
      what: "end",
    });
    await all(worker.start());
    await recover(store, turn);
    const message = await store.messages.get(scope, turn.chatId, turn.replyId);
    expect(message?.status).toMatch(/complete|interrupted/);
    expect(await sent(store, place)).toEqual([{ status: message?.status }]);
  });

  test("survive a process that is killed while it tells a rating", async () => {
    const { store } = db;
    const scope = await aScope(store);
    const place = await listened(store, scope);
    const turn = await exchange(store, scope, place);
    const task = { do: "die while telling", ownerId: scope.ownerId, turn, what: "rating" } as const;
    await all((await startWorker(db.target, task)).start());
    const message = await store.messages.get(scope, turn.chatId, turn.replyId);
    expect(await sent(store, place)).toEqual(message?.feedback ? [{ rating: "up" }] : []);
  });
});

describe.each(mongoEngines)("a crash between a change and its event on $name", (engine) => {
  const { atEveryWrite } = crashBench(engine);

  test("leaves the end of a reply told once, as it ended", async () => {
    const writes = await atEveryWrite({
      async arrange(store, scope) {
        const place = await listened(store, scope);
        return { place, turn: await begin(store, scope, { ...place, leaseUntil: Date.now() - 1 }) };
      },
      act: (store, _scope, { turn }) => store.runs.flush([endOf(turn)], tellEnd),
      async check(store, scope, { place, turn }) {
        await recover(store, turn);
        const message = await store.messages.get(scope, turn.chatId, turn.replyId);
        expect(message?.status).not.toBe("streaming");
        expect(await sent(store, place)).toEqual([{ status: message?.status }]);
      },
    });
    expect(writes).toBeGreaterThan(3);
  });

  test("leaves a rating told exactly where it was stored", async () => {
    const writes = await atEveryWrite({
      async arrange(store, scope) {
        const place = await listened(store, scope);
        return { place, turn: await exchange(store, scope, place) };
      },
      act: (store, scope, { turn }) =>
        store.messages.setFeedback(scope, turn.chatId, turn.replyId, { rating: "up" }, tellRating),
      async check(store, scope, { place, turn }, _outcome, cut) {
        const { chatId, replyId } = turn;
        const message = await store.messages.get(scope, chatId, replyId);
        const first = message?.feedback ? [{ rating: "up" }] : [];
        expect(first).toHaveLength(cut === 0 || cut === 1 ? 0 : 1);
        // Another rating right after it takes nothing from the one before.
        if (cut === 2)
          await store.messages.setFeedback(scope, chatId, replyId, { rating: "down" }, tellRating);
        const all = await sent(store, place);
        expect(all).toEqual(expect.arrayContaining(first));
        expect(all).toHaveLength(first.length + (cut === 2 ? 1 : 0));
      },
    });
    expect(writes).toBe(3);
  });
});
