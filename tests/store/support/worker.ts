/** Another process on the same database: runs one task, a line of JSON on standard output for each thing it has done. */
import { scopeOf } from "@/lib/auth/scope";
import { newId } from "@/lib/ids";
import type { EmbedCount, Scope, Store } from "@/lib/store/types";
import { begin, bytes, endOf, finish, LEASE_MS, type Turn, text } from "./factories";
import { openTarget, type Target } from "./open-target";

export type Task =
  | { do: "hit"; key: string; times: number }
  | { do: "register"; emails: string[] }
  | { do: "claim"; ownerId: string; keys: string[] }
  | { do: "begin"; ownerId: string; projectId: string; chatIds: string[]; parentIds: string[] }
  | { do: "reply for ever"; ownerId: string; projectId: string }
  | { do: "upload for ever"; ownerId: string }
  | { do: "append"; ownerId: string; times: number }
  | { do: "die while telling"; ownerId: string; turn: Turn; what: "end" | "rating" }
  | { do: "visit"; projectId: string; counts: EmbedCount[]; day: string; now: number; times: number }
  | { do: "reserve"; keyId: string; tokens: number; budget: number; times: number };

/** What a worker that replies for ever has been told was written. */
export type Written = {
  chatId: string;
  userId: string;
  replyId: string;
  runId: string;
  seq: number;
  text: string;
};

const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);
const scopeOfOwner = (ownerId: string): Scope => scopeOf({ userId: ownerId });

async function work(store: Store, task: Task): Promise<void> {
  if (task.do === "hit") {
    const hits = Array.from({ length: task.times }, () =>
      store.rateLimits.hit(task.key, 600_000, Date.now()),
    );
    for (const { count } of await Promise.all(hits)) say(count);
  } else if (task.do === "register") {
    for (const email of task.emails) {
      const user = await store.users.create({ email, name: "W", passwordHash: null }).catch(() => null);
      say(user !== null);
    }
  } else if (task.do === "claim") {
    for (const key of task.keys) say(await claim(store, task.ownerId, key));
  } else if (task.do === "begin") {
    for (const [i, chatId] of task.chatIds.entries()) {
      const place = { projectId: task.projectId, chatId, parentId: task.parentIds[i] ?? null };
      say(
        await begin(store, scopeOfOwner(task.ownerId), place).then(
          () => true,
          () => false,
        ),
      );
    }
  } else if (task.do === "append") {
    for (let i = 0; i < task.times; i++) {
      await store.feed.append({ ownerId: task.ownerId, projectId: null, data: `worker ${i}` }, Date.now());
    }
  } else if (task.do === "reserve") {
    const caps = { budget: { tokensPerDay: task.budget }, limits: {} };
    const wish = { tokens: task.tokens, microUsd: 0, user: "-", holdUntil: Date.now() + 60_000 };
    const asked = Array.from({ length: task.times }, () =>
      store.keys.reserve(task.keyId, caps, { ...wish, holdId: newId() }, Date.now()),
    );
    for (const decision of await Promise.all(asked)) say(decision.ok);
  } else if (task.do === "visit") {
    const { projectId, counts, day, now, times } = task;
    const asked = Array.from({ length: times }, () =>
      store.embeds.reserve(
        projectId,
        counts,
        { holdId: newId(), tokens: 10, day, holdUntil: now + 60_000 },
        now,
      ),
    );
    for (const decision of await Promise.all(asked)) say(decision.ok);
  } else if (task.do === "die while telling") {
    const die = (): never => {
      process.kill(process.pid, "SIGKILL");
      throw new Error("unreached");
    };
    const { chatId, replyId } = task.turn;
    if (task.what === "end") await store.runs.flush([endOf(task.turn)], die);
    else await store.messages.setFeedback(scopeOfOwner(task.ownerId), chatId, replyId, { rating: "up" }, die);
  } else if (task.do === "upload for ever") {
    for (;;) {
      const chunk = Buffer.alloc(256 * 1024, 7);
      const body = await store.files.putBody(
        scopeOfOwner(task.ownerId),
        bytes(chunk, chunk, chunk),
        10_000_000,
      );
      say(body.bodyId);
    }
  } else await replyForEver(store, task);
}

export async function claim(store: Store, ownerId: string, key: string): Promise<boolean> {
  const now = Date.now();
  const record = { key, bodyHash: "", runId: `${process.pid}`, chatId: "", messageId: "", createdAt: now };
  return (await store.idempotency.claim(scopeOfOwner(ownerId), record, now, 600_000)).mine;
}

async function replyForEver(store: Store, { ownerId, projectId }: { ownerId: string; projectId: string }) {
  for (;;) {
    const turn = await begin(store, scopeOfOwner(ownerId), { projectId });
    const { chatId, userId, replyId, runId, lease } = turn;
    let reply = "";
    say({ chatId, userId, replyId, runId, seq: 0, text: reply } satisfies Written);
    for (let seq = 1; seq <= 5; seq++) {
      reply += `word ${seq} `;
      const event = { seq, data: JSON.stringify(reply) };
      const flush = { runId, lease, leaseUntil: Date.now() + LEASE_MS, events: [event] };
      await store.runs.flush([{ ...flush, message: { parts: text(reply) } }]);
      say({ chatId, userId, replyId, runId, seq, text: reply } satisfies Written);
    }
    await finish(store, turn, reply);
  }
}

const [target, task] = process.argv.slice(2).map((argument) => JSON.parse(argument)) as [Target, Task];
const store = await openTarget(target);
say("ready");
// All workers begin together.
await new Promise((resolve) => process.stdin.once("data", resolve));
await work(store, task);
await store.close();
process.exit(0);
