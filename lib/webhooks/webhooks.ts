import { audit } from "@/lib/auth";
import { AppError, invalid, isAppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { checkedUrl, GuardError } from "@/lib/platform";
import {
  type CreateWebhookInput,
  type Delivery,
  type PageQuery,
  type UpdateWebhookInput,
  WEBHOOK_LIMITS,
  type Webhook,
} from "@/lib/schemas";
import { type DeliveryRecord, getStore, type Scope, storeTime, type WebhookRecord } from "@/lib/store";
import { isoTime } from "@/lib/time";
import { enqueueDeliveries } from "./emit";
import { wakeWebhooks } from "./loop";
import { keptSecret } from "./secret";
import { newWebhookSecret } from "./sign";

const HOUR_MS = 3_600_000;

const toWebhook = ({ id, url, events, enabled, failingSince, createdAt }: WebhookRecord): Webhook => ({
  id,
  url,
  events,
  enabled,
  failingSince: failingSince === null ? null : isoTime(failingSince),
  createdAt: isoTime(createdAt),
});

const toDelivery = (record: DeliveryRecord): Delivery => ({
  id: record.id,
  event: record.event,
  messageId: record.messageId,
  status: record.status,
  attempts: record.attempts,
  nextAt: record.status === "pending" ? isoTime(record.dueAt) : null,
  lastStatus: record.lastStatus,
  lastError: record.lastError,
  lastAt: record.lastAt === null ? null : isoTime(record.lastAt),
  payload: record.payload,
  createdAt: isoTime(record.createdAt),
});

/** Oldest first; a project has ten at most. */
export async function listWebhooks(scope: Scope, projectId: string): Promise<{ webhooks: Webhook[] }> {
  return { webhooks: (await (await getStore()).webhooks.list(scope, projectId)).map(toWebhook) };
}

/**
 * The secret is in this answer and nowhere else.
 * @throws not_found, `limit_reached`, `validation_failed` for an address that may not be reached from here
 */
export async function createWebhook(
  scope: Scope,
  projectId: string,
  { url, events }: CreateWebhookInput,
): Promise<{ webhook: Webhook; secret: string }> {
  await requireReachable(url);
  const secret = newWebhookSecret();
  const { webhooks } = await getStore();
  const made = await webhooks
    .create(scope, projectId, { url, events, secret: await keptSecret(secret) }, WEBHOOK_LIMITS.perProject)
    .catch((error) => {
      if (!isAppError(error, "limit_reached")) throw error;
      const message = `A project has at most ${WEBHOOK_LIMITS.perProject} webhooks; remove one first`;
      throw new AppError("limit_reached", { message });
    });
  if (!made) throw notFound("Project");
  await audit({ actorId: scope.userId, action: "webhook.create", targetId: made.id });
  return { webhook: toWebhook(made), secret };
}

/** Names are looked up when something is sent; an address in numbers is told at once. */
async function requireReachable(url: string): Promise<void> {
  try {
    await checkedUrl(url, {});
  } catch (error) {
    if (error instanceof GuardError) throw invalid("url", error.message);
    throw error;
  }
}

/** Enabling an address anew forgets since when it failed. @throws not_found, `validation_failed` */
export async function updateWebhook(
  scope: Scope,
  projectId: string,
  id: string,
  { url, events, enabled }: UpdateWebhookInput,
): Promise<Webhook> {
  if (url !== undefined) await requireReachable(url);
  const { webhooks } = await getStore();
  const changed = await webhooks.update(scope, projectId, id, {
    ...(url === undefined ? {} : { url }),
    ...(events === undefined ? {} : { events }),
    ...(enabled === undefined ? {} : { enabled }),
    ...(enabled === true || url !== undefined ? { failingSince: null } : {}),
  });
  if (!changed) throw notFound("Webhook");
  await audit({ actorId: scope.userId, action: "webhook.change", targetId: id });
  return toWebhook(changed);
}

/** @throws not_found */
export async function removeWebhook(scope: Scope, projectId: string, id: string): Promise<void> {
  if (!(await (await getStore()).webhooks.remove(scope, projectId, id))) throw notFound("Webhook");
  await audit({ actorId: scope.userId, action: "webhook.remove", targetId: id });
}

/** Another secret; for a day both sign. @throws not_found */
export async function rotateWebhookSecret(
  scope: Scope,
  projectId: string,
  id: string,
): Promise<{ webhook: Webhook; secret: string }> {
  const { webhooks } = await getStore();
  const before = await webhooks.get(scope, projectId, id);
  const secret = newWebhookSecret();
  const changed =
    before &&
    (await webhooks.update(scope, projectId, id, {
      secret: await keptSecret(secret),
      oldSecret: before.secret,
      oldUntil: Date.now() + WEBHOOK_LIMITS.overlapHours * HOUR_MS,
    }));
  if (!changed) throw notFound("Webhook");
  await audit({ actorId: scope.userId, action: "webhook.rotate", targetId: id });
  return { webhook: toWebhook(changed), secret };
}

/** Sends `webhook.test` to this address. @throws not_found, also while it is disabled */
export async function testWebhook(scope: Scope, projectId: string, id: string): Promise<void> {
  const { webhooks } = await getStore();
  const webhook = await webhooks.get(scope, projectId, id);
  if (!webhook) throw notFound("Webhook");
  if (!webhook.enabled) throw invalid("enabled", "This webhook is disabled: enable it first");
  await enqueueDeliveries({ projectId, type: "webhook.test", key: newId(), data: { webhookId: id } }, id);
  wakeWebhooks();
}

/** Newest first. @throws not_found */
export async function listDeliveries(
  scope: Scope,
  projectId: string,
  id: string,
  page: PageQuery,
): Promise<{ deliveries: Delivery[]; nextCursor: string | null }> {
  const { webhooks } = await getStore();
  if (!(await webhooks.get(scope, projectId, id))) throw notFound("Webhook");
  const { items, nextCursor } = await webhooks.deliveries(scope, projectId, id, page);
  return { deliveries: items.map(toDelivery), nextCursor };
}

/** The same message under the same id, with all its tries before it. @throws not_found, `validation_failed` while disabled */
export async function resendDelivery(
  scope: Scope,
  projectId: string,
  id: string,
  deliveryId: string,
): Promise<Delivery> {
  const store = await getStore();
  const { webhooks } = store;
  const webhook = await webhooks.get(scope, projectId, id);
  if (!webhook) throw notFound("Webhook");
  if (!webhook.enabled) throw invalid("enabled", "This webhook is disabled: enable it first");
  const delivery = await webhooks.resend(scope, projectId, id, deliveryId, await storeTime(store));
  if (!delivery) throw notFound("Delivery");
  wakeWebhooks();
  return toDelivery(delivery);
}
