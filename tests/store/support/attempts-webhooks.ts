import { newId } from "@/lib/ids";
import type { Scope, Store } from "@/lib/store/types";
import type { Attempts } from "./attempts-work";

const INPUT = { url: "https://secret.example/", events: ["reply.finished" as const], secret: "whsec_AA==" };

/** A webhook with one delivery that waits. */
export async function aWebhook(store: Store, scope: Scope, projectId: string) {
  const webhook = await store.webhooks.create(scope, projectId, INPUT, 10);
  if (!webhook) throw new Error("It was not made.");
  const event = { projectId, event: "reply.finished" as const, messageId: newId(), payload: "{}" };
  await store.webhooks.enqueue(event, 10, 1e15);
  const { items } = await store.webhooks.deliveries(scope, projectId, webhook.id, { limit: 1 });
  return { scope, projectId, id: webhook.id, deliveryId: items[0]?.id ?? "" };
}
type Hook = Awaited<ReturnType<typeof aWebhook>>;

export const seenOfWebhook = async (store: Store, { scope, projectId, id }: Hook) => [
  await store.webhooks.list(scope, projectId),
  await store.webhooks.deliveries(scope, projectId, id, { limit: 10 }),
];

export const hookNamedBy = (hook: Hook, id: string): Hook => ({ ...hook, projectId: id, id, deliveryId: id });

export const WEBHOOK_ATTEMPTS: Attempts<{ hook: Hook }> = {
  "webhooks.create": [(s, scope, { hook }) => s.webhooks.create(scope, hook.projectId, INPUT, 10), null],
  "webhooks.list": [(s, scope, { hook }) => s.webhooks.list(scope, hook.projectId), []],
  "webhooks.get": [(s, scope, { hook }) => s.webhooks.get(scope, hook.projectId, hook.id), null],
  "webhooks.update": [
    (s, scope, { hook }) => s.webhooks.update(scope, hook.projectId, hook.id, { enabled: false }),
    null,
  ],
  "webhooks.remove": [(s, scope, { hook }) => s.webhooks.remove(scope, hook.projectId, hook.id), false],
  "webhooks.deliveries": [
    (s, scope, { hook }) => s.webhooks.deliveries(scope, hook.projectId, hook.id, { limit: 10 }),
    { items: [], nextCursor: null },
  ],
  "webhooks.resend": [
    (s, scope, { hook }) => s.webhooks.resend(scope, hook.projectId, hook.id, hook.deliveryId, 1),
    null,
  ],
};

/** For whoever tells and sends. */
export const WEBHOOK_WITHOUT = [
  "webhooks.enqueue",
  "webhooks.claim",
  "webhooks.recordAttempt",
  "webhooks.noteHealth",
  "webhooks.nextDue",
];
