import { newId } from "@/lib/ids";
import { log } from "@/lib/log";
import { GuardError, guardedFetch } from "@/lib/platform";
import { type DeliveryRecord, type Store, storeTime, type WebhookRecord } from "@/lib/store";
import { openedSecret } from "./secret";
import { signatureHeaders } from "./sign";

/** For name, connection, answer. Milliseconds. */
const TIMEOUT_MS = 15_000;
/** Longer than a try can take: whoever takes it over finds nobody at it. */
const LEASE_MS = 30_000;
/** Bytes of an answer that are read; they are thrown away. */
const ANSWER_BYTES = 64 * 1024;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** After the first try and each one that follows; after the last the delivery has failed. 63 hours in all. */
export const WAITS_MS = [
  5_000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  20 * HOUR_MS,
  25 * HOUR_MS,
];
/** An address where nothing has arrived for so long is disabled. */
const DISABLE_AFTER_MS = 3 * 24 * HOUR_MS;
/** The receiver says that it wants nothing more. */
const GONE = 410;

export type Claimed = { delivery: DeliveryRecord; webhook: WebhookRecord; lease: string };

/** Takes one delivery that is due; null: there is none. */
export async function claimDelivery(store: Store, busy: string[]): Promise<Claimed | null> {
  const lease = newId();
  const now = await storeTime(store);
  const claimed = await store.webhooks.claim({ lease, leaseUntil: now + LEASE_MS, now, busy });
  return claimed && { ...claimed, lease };
}

type Answer = { status: number | null; error: string | null };

/** Makes one try and writes down how it went. */
export async function deliver(
  store: Store,
  { delivery, webhook, lease }: Claimed,
  signal: AbortSignal | null,
  now = Date.now(),
): Promise<void> {
  const answer = await send(delivery, webhook, signal, now);
  // The process stops: the lease runs out, and another one tries again.
  if (signal?.aborted) return;
  const ok = answer.error === null;
  const wait = answer.status === GONE ? undefined : WAITS_MS[delivery.attempts - 1];
  const status = ok ? "delivered" : wait === undefined ? "failed" : "pending";
  const at = await storeTime(store);
  const kept = await store.webhooks.recordAttempt(
    { deliveryId: delivery.id, lease },
    {
      status,
      dueAt: at + (wait === undefined ? 0 : jittered(wait)),
      lastStatus: answer.status,
      lastError: answer.error,
      lastAt: at,
    },
  );
  if (!kept) return;
  const after = answer.status === GONE ? 0 : DISABLE_AFTER_MS;
  const disabled = await store.webhooks.noteHealth(webhook.id, ok, at, after);
  if (disabled) log().warn({ webhookId: webhook.id, status: answer.status }, "a webhook was disabled");
}

async function send(
  delivery: DeliveryRecord,
  webhook: WebhookRecord,
  signal: AbortSignal | null,
  now: number,
): Promise<Answer> {
  const secrets = await opened(webhook, now);
  if (secrets.length === 0) {
    return { status: null, error: "The signing secret can't be read any more: rotate it." };
  }
  try {
    const response = await guardedFetch(webhook.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "chatbot-platform-webhooks",
        ...signatureHeaders(secrets, delivery, now),
      },
      body: delivery.payload,
      signal,
      timeoutMs: TIMEOUT_MS,
      maxBytes: ANSWER_BYTES,
    });
    const { status } = response;
    return { status, error: response.ok ? null : `The address answered ${status}.` };
  } catch (error) {
    if (error instanceof GuardError) return { status: null, error: error.message };
    if (!signal?.aborted) log().warn({ err: error, deliveryId: delivery.id }, "a webhook could not be sent");
    return { status: null, error: "The request failed." };
  }
}

/** What signs now: while a secret is being replaced both do. */
async function opened({ secret, oldSecret, oldUntil }: WebhookRecord, now: number): Promise<string[]> {
  const kept = [secret, ...(oldSecret !== null && now < oldUntil ? [oldSecret] : [])];
  return (await Promise.all(kept.map(openedSecret))).filter((one) => one !== null);
}

/** A fifth more or less, so that what failed together does not come back together. */
const jittered = (ms: number) => Math.round(ms * (0.8 + Math.random() * 0.4));
