import { createHash } from "node:crypto";
import { afterCommit } from "@/lib/platform";
import { WEBHOOK_LIMITS, type WebhookEvent } from "@/lib/schemas";
import { getStore } from "@/lib/store";
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

/**
 * Tells the project's webhooks of something that is stored already. What can't be told now is in the log; the change stands.
 * Never rejects.
 */
export function tellWebhooks(event: ProjectEvent): Promise<void> {
  return afterCommit("webhooks", async () => {
    if ((await putUp(event)) > 0) wakeWebhooks();
  });
}

/** @param only for one webhook alone, whatever it asked for. @returns how many deliveries were put up */
export async function putUp({ projectId, type, key, data }: ProjectEvent, only?: string): Promise<number> {
  const now = Date.now();
  const messageId = `msg_${createHash("sha256").update(`${type}:${key}`).digest("hex").slice(0, 32)}`;
  const payload = JSON.stringify({ type, timestamp: isoTime(now), data: { projectId, ...data } });
  const { webhooks } = await getStore();
  return webhooks.enqueue(
    { projectId, event: type, messageId, payload },
    WEBHOOK_LIMITS.deliveries,
    now,
    only,
  );
}
