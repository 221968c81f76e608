import { newId } from "@/lib/ids";
import { EMBED_DEFAULTS } from "@/lib/schemas";
import type { Scope, Store } from "@/lib/store/types";
import type { Attempts } from "./attempts-work";

const NOW = Date.parse("2026-11-30T12:00:00Z");
const DAY = "2026-11-30";
const page = { limit: 10 };
const EMPTY = { items: [], nextCursor: null };
const EMBED = {
  settings: { ...EMBED_DEFAULTS, enabled: true },
  link: { mode: "off" as const, slug: null },
  passwordHash: null,
  linkEpoch: 0,
};
const PROMPT = { name: "secret", content: "secret" };

/** What a person has besides work: a prompt of their own, and a project that visitors may ask. */
export async function aPersonal(store: Store, scope: Scope, projectId: string, chatId: string) {
  const prompt = await store.savedPrompts.create(scope, PROMPT, 10);
  await store.embeds.put(scope, projectId, EMBED);
  const visitorId = newId();
  const visitor = { id: visitorId, projectId, tokenHash: "hash", via: "link:0", expiresAt: NOW + 1e9 };
  await store.embeds.addVisitor(visitor);
  return { scope, projectId, chatId, promptId: prompt.id, visitorId };
}
type Personal = Awaited<ReturnType<typeof aPersonal>>;

export const seenOfPersonal = async (store: Store, { scope, projectId }: Personal) => [
  await store.savedPrompts.list(scope),
  await store.embeds.get(scope, projectId),
  await store.embeds.countVisitors(scope, projectId, NOW),
  await store.embeds.visitorRatings(scope, projectId),
  await store.feedback.list(scope, projectId, {}, page),
];

export const personalNamedBy = (personal: Personal, id: string): Personal => ({
  ...personal,
  projectId: id,
  chatId: id,
  promptId: id,
});

export const PERSONAL_ATTEMPTS: Attempts<{ personal: Personal }> = {
  "savedPrompts.list": [
    async (s, scope, { personal }) =>
      (await s.savedPrompts.list(scope)).filter(({ id }) => id === personal.promptId),
    [],
  ],
  "savedPrompts.update": [
    (s, scope, { personal }) => s.savedPrompts.update(scope, personal.promptId, { name: "Mine" }),
    null,
  ],
  "savedPrompts.remove": [(s, scope, { personal }) => s.savedPrompts.remove(scope, personal.promptId), false],
  "projects.pin": [
    async (s, scope, { personal }) => {
      await s.projects.pin(scope, personal.projectId, true, 20);
      return (await s.projects.pins(scope)).includes(personal.projectId);
    },
    false,
  ],
  "embeds.get": [(s, scope, { personal }) => s.embeds.get(scope, personal.projectId), null],
  "embeds.put": [(s, scope, { personal }) => s.embeds.put(scope, personal.projectId, EMBED), null],
  "embeds.endVisitors": [(s, scope, { personal }) => s.embeds.endVisitors(scope, personal.projectId), 0],
  "embeds.countVisitors": [
    (s, scope, { personal }) => s.embeds.countVisitors(scope, personal.projectId, NOW),
    0,
  ],
  "embeds.visitorRatings": [
    (s, scope, { personal }) => s.embeds.visitorRatings(scope, personal.projectId),
    { up: 0, down: 0 },
  ],
  "embeds.used": [
    (s, scope, { personal }) => s.embeds.used(scope, personal.projectId, DAY),
    { messages: 0, tokens: 0 },
  ],
  "feedback.list": [(s, scope, { personal }) => s.feedback.list(scope, personal.projectId, {}, page), EMPTY],
  "chats.sharedIn": [(s, scope, { personal }) => s.chats.sharedIn(scope, personal.projectId, page), EMPTY],
  "chats.sharedChat": [
    (s, scope, { personal }) => s.chats.sharedChat(scope, personal.projectId, personal.chatId),
    null,
  ],
  "chats.move": [(s, scope, { personal }) => s.chats.move(scope, personal.chatId, personal.projectId), null],
  "evalRuns.usage": [
    (s, scope, { personal }) => s.evalRuns.usage(scope, [personal.projectId], { from: 0, to: 1e15 }),
    [],
  ],
};

/** The caller's own alone, by their account's id, or for `lib/auth` and administrators. */
export const PERSONAL_WITHOUT = [
  "secondFactors.*",
  "quotas.*",
  "savedPrompts.create",
  "projects.pins",
  "usage.sums",
  "usage.labels",
  "chats.stale",
  "chats.expire",
  "embeds.find",
  "embeds.addVisitor",
  "embeds.findVisitor",
  "embeds.touchVisitor",
  "embeds.reserve",
  "embeds.charge",
];
