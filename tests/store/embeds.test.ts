import { describe, expect, test } from "vitest";
import { scopeOf } from "@/lib/auth/scope";
import { newId } from "@/lib/ids";
import { EMBED_DEFAULTS } from "@/lib/schemas";
import type { EmbedCount, Scope, Store } from "@/lib/store/types";
import { engines, useStore } from "./support/engines";
import { aProject, aScope, aUser, exchange } from "./support/factories";
import { all, startWorker } from "./support/processes";

const DAY = "2026-11-30";
const NOW = Date.parse(`${DAY}T12:00:00Z`);
const later = NOW + 3_600_000;
const off = { mode: "off" as const, slug: null };
const setUp = (slug: string | null = null, linkEpoch = 0) => ({
  settings: { ...EMBED_DEFAULTS, enabled: true, origins: ["https://a.example"] },
  link: slug === null ? off : { mode: "public" as const, slug },
  passwordHash: null,
  linkEpoch,
});
const visitorOf = (projectId: string, expiresAt = later) => ({
  id: newId(),
  projectId,
  tokenHash: "hash",
  via: "https://a.example",
  expiresAt,
});
const asVisitor = (userId: string, visitorId: string, projectId: string) =>
  scopeOf({ kind: "visitor", userId, visitorId, projectId, permissions: [], via: "bearer" });

async function anEmbed(store: Store, slug: string | null = null) {
  const user = await aUser(store);
  const scope = scopeOf({ userId: user.id });
  const { id } = await aProject(store, scope, "Helper");
  await store.embeds.put(scope, id, setUp(slug));
  return { user, scope, id };
}

describe.each(engines)("embeds on $name", (engine) => {
  const db = useStore(engine);

  test("are kept per project, and found by its id or the link's name", async () => {
    const { store } = db;
    const { scope, user, id } = await anEmbed(store, "helper-one");
    const other: Scope = await aScope(store);
    expect(await store.embeds.get(scope, id)).toMatchObject({ projectId: id, link: { slug: "helper-one" } });
    expect(await store.embeds.get(other, id)).toBeNull();
    expect(await store.embeds.put(other, id, setUp())).toBeNull();
    for (const name of [id, "helper-one"]) {
      expect(await store.embeds.find(name)).toMatchObject({ projectId: id, ownerId: user.id });
    }
    for (const name of ["", "nobody", "Helper-One", newId(), "__proto__"]) {
      expect(await store.embeds.find(name), name).toBeNull();
    }
    const two = await anEmbed(store);
    expect(await store.embeds.put(two.scope, two.id, setUp("helper-one"))).toBe("taken");
    await store.embeds.put(scope, id, setUp("helper-two", 3));
    expect(await store.embeds.find("helper-one")).toBeNull();
    expect(await store.embeds.put(two.scope, two.id, setUp("helper-one"))).toMatchObject({
      projectId: two.id,
    });
    // An epoch never goes back, or who was shut out would be let in again.
    expect(await store.embeds.put(scope, id, setUp(null, 1))).toMatchObject({ linkEpoch: 3 });
  });

  test("of racing names one wins", async () => {
    const { store } = db;
    const made = await Promise.all(Array.from({ length: 6 }, () => anEmbed(store)));
    const answers = await Promise.all(
      made.map(({ scope, id }) => store.embeds.put(scope, id, setUp("race"))),
    );
    expect(answers.filter((answer) => answer !== "taken")).toHaveLength(1);
  });

  test("are gone with their project, and with an owner who is disabled", async () => {
    const { store } = db;
    const { scope, id } = await anEmbed(store, "gone");
    const visitor = visitorOf(id);
    await store.embeds.addVisitor(visitor);
    await store.projects.remove(scope, id);
    expect(await store.embeds.find("gone")).toBeNull();
    expect(await store.embeds.findVisitor(visitor.id, NOW)).toBeNull();
    expect(await store.embeds.addVisitor(visitorOf(id))).toBeNull();
  });

  test("know a visitor until their time is over, then nothing of them is left", async () => {
    const { store } = db;
    const { user, scope, id } = await anEmbed(store);
    const [one, two] = [visitorOf(id), visitorOf(id, later + 1_000)];
    await store.embeds.addVisitor(one);
    await store.embeds.addVisitor(two);
    expect(await store.embeds.findVisitor(one.id, NOW)).toMatchObject({
      tokenHash: "hash",
      embed: { projectId: id },
    });
    expect(await store.embeds.findVisitor(one.id, later)).toBeNull();
    expect(await store.embeds.countVisitors(scope, id, NOW)).toBe(2);
    const chat = await exchange(store, asVisitor(user.id, one.id, id), { projectId: id, question: "mine" });
    const theirs = await exchange(store, asVisitor(user.id, two.id, id), {
      projectId: id,
      question: "theirs",
    });
    await store.embeds.touchVisitor(one.id, NOW - 1);
    expect(await store.embeds.findVisitor(one.id, NOW)).not.toBeNull();
    await store.sweep(later);
    expect(await store.chats.get(asVisitor(user.id, one.id, id), chat.chatId)).toBeNull();
    expect(await store.chats.get(asVisitor(user.id, two.id, id), theirs.chatId)).not.toBeNull();
    expect(await store.embeds.endVisitors(scope, id)).toBe(1);
    expect(await store.embeds.findVisitor(two.id, NOW)).toBeNull();
    await store.embeds.touchVisitor(two.id, later);
    expect(await store.embeds.findVisitor(two.id, NOW)).toBeNull();
    await store.sweep(NOW);
    expect(await store.chats.get(asVisitor(user.id, two.id, id), theirs.chatId)).toBeNull();
  });

  test("count what visitors rated for whoever keeps the project, and nobody else's ratings", async () => {
    const { store } = db;
    const { user, scope, id: projectId } = await anEmbed(store);
    const visitor = visitorOf(projectId);
    await store.embeds.addVisitor(visitor);
    const guest = asVisitor(user.id, visitor.id, projectId);
    const rate = async (who: Scope, rating: "up" | "down") => {
      const { chatId, replyId } = await exchange(store, who, { projectId });
      await store.messages.setFeedback(who, chatId, replyId, { rating });
      return { chatId, replyId };
    };
    const first = await rate(guest, "up");
    await rate(guest, "up");
    await rate(guest, "down");
    await rate(scope, "down");
    expect(await store.embeds.visitorRatings(scope, projectId)).toEqual({ up: 2, down: 1 });
    await store.messages.setFeedback(guest, first.chatId, first.replyId, null);
    expect(await store.embeds.visitorRatings(scope, projectId)).toEqual({ up: 1, down: 1 });
    expect(await store.embeds.visitorRatings(await aScope(store), projectId)).toEqual({ up: 0, down: 0 });
  });

  test("hand no visitor over with their project", async () => {
    const { store } = db;
    const { scope, id } = await anEmbed(store);
    const visitor = visitorOf(id);
    await store.embeds.addVisitor(visitor);
    const heir = await aUser(store);
    await store.members.put(scope, id, { userId: heir.id, role: "owner" }, 10);
    await store.members.handOver(scope, id, heir.id);
    expect(await store.embeds.findVisitor(visitor.id, NOW)).toBeNull();
    expect(await store.embeds.find(id)).toMatchObject({ ownerId: heir.id });
  });

  const counts = (visitor: string, messages: number, tokens = 1_000, all = 100): EmbedCount[] => {
    const allowance = { messagesPerDay: messages, tokensPerDay: tokens, concurrent: 50 };
    return [
      { of: "visitor", who: visitor, allowance },
      { of: "embed", who: "", allowance: { ...allowance, messagesPerDay: all, tokensPerDay: 1e9 } },
    ];
  };
  const wish = (tokens = 10) => ({ holdId: newId(), tokens, day: DAY, holdUntil: NOW + 60_000 });

  test("let one of fifty at once through where there is room for one", async () => {
    const { store } = db;
    const { scope, id } = await anEmbed(store);
    const asked = await Promise.all(
      Array.from({ length: 50 }, () => store.embeds.reserve(id, counts("v", 1), wish(), NOW)),
    );
    expect(asked.filter(({ ok }) => ok)).toHaveLength(1);
    expect(asked.find(({ ok }) => !ok)).toMatchObject({
      refusal: { of: "visitor", reason: "messages", limit: 1 },
    });
    // Nothing of those that were refused is counted anywhere.
    expect(await store.embeds.used(scope, id, DAY)).toEqual({ messages: 1, tokens: 10 });
    expect(await store.embeds.used(await aScope(store), id, DAY)).toEqual({ messages: 0, tokens: 0 });
  });

  test("let one of fifty from two processes through where there is room for one", async () => {
    const { store, target } = db;
    const { scope, id: projectId } = await anEmbed(store);
    const task = { do: "visit" as const, projectId, counts: counts("v", 1), day: DAY, now: NOW, times: 25 };
    const workers = await Promise.all([startWorker(target, task), startWorker(target, task)]);
    const said = (await Promise.all(workers.map((worker) => all(worker.start())))).flat();
    expect(said).toHaveLength(50);
    expect(said.filter(Boolean)).toHaveLength(1);
    expect(await store.embeds.used(scope, projectId, DAY)).toEqual({ messages: 1, tokens: 10 });
  });

  test("count into all or none, and give back what never began", async () => {
    const { store } = db;
    const { scope, id } = await anEmbed(store);
    const first = wish(500);
    expect(await store.embeds.reserve(id, counts("a", 5, 1_000, 2), first, NOW)).toEqual({
      ok: true,
      tokens: 500,
    });
    expect(await store.embeds.reserve(id, counts("a", 5, 1_000, 2), wish(600), NOW)).toMatchObject({
      refusal: { reason: "tokens" },
    });
    await store.embeds.charge(id, counts("a", 5), first, null);
    expect(await store.embeds.used(scope, id, DAY)).toEqual({ messages: 0, tokens: 0 });
    const second = wish(2_000);
    // Who is alone gets what is left.
    expect(await store.embeds.reserve(id, counts("a", 5), second, NOW)).toEqual({ ok: true, tokens: 1_000 });
    await store.embeds.charge(id, counts("a", 5), second, 7);
    await store.embeds.charge(id, counts("a", 5), second, 7);
    expect(await store.embeds.used(scope, id, DAY)).toEqual({ messages: 1, tokens: 7 });
    await store.embeds.reserve(id, counts("b", 5, 1_000, 2), wish(), NOW);
    expect(await store.embeds.reserve(id, counts("c", 5, 1_000, 2), wish(), NOW)).toMatchObject({
      refusal: { of: "embed" },
    });
    await store.sweep(Date.parse(DAY) + 3 * 86_400_000);
    expect(await store.embeds.used(scope, id, DAY)).toEqual({ messages: 0, tokens: 0 });
  });

  test("take what was never charged as used once its time is over", async () => {
    const { store } = db;
    const { id } = await anEmbed(store);
    await store.embeds.reserve(id, counts("v", 5), wish(1_000), NOW);
    const after = NOW + 120_000;
    expect(
      await store.embeds.reserve(id, counts("v", 5), { ...wish(), holdUntil: after + 1 }, after),
    ).toMatchObject({
      refusal: { of: "visitor", reason: "tokens" },
    });
  });
});
