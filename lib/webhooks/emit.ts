import { createHash } from "node:crypto";
import { WEBHOOK_LIMITS, type WebhookEvent } from "@/lib/schemas";
import { getStore, heardTime, type ToldEvent } from "@/lib/store";
import { isoTime } from "@/lib/time";
import { wakeWebhooks } from "./loop";

export type ProjectEvent = {
  projectId: string;
  type: WebhookEvent;
  /** Names this event: told twice it is sent once. */
  key: string;
  /** Ids, states and numbers, never what somebody wrote: it is shown in logs, and kept by whoever receives it. */
  data: Record<string, string | number | null>;
};

/** For a write that tells what it changes; whoever has made it wakes the webhooks. */
export function toldEvent({ projectId, type, key, data }: ProjectEvent): ToldEvent {
  const now = heardTime();
  const messageId = `msg_${createHash("sha256").update(`${type}:${key}`).digest("hex").slice(0, 32)}`;
  const payload = JSON.stringify({ type, timestamp: isoTime(now), data: { projectId, ...data } });
  return { event: { projectId, event: type, messageId, payload }, keep: WEBHOOK_LIMITS.deliveries, now };
}

/** Tells what is stored already, for whoever does it again, under the same `key`, when it fails. */
export async function tellWebhooks(event: ProjectEvent): Promise<void> {
  if ((await enqueueDeliveries(event)) > 0) wakeWebhooks();
}

/** @param only for one webhook alone, whatever it asked for. @returns how many deliveries were enqueued */
export async function enqueueDeliveries(told: ProjectEvent, only?: string): Promise<number> {
  const { event, keep, now } = toldEvent(told);
  return (await getStore()).webhooks.enqueue(event, keep, now, only);
}
