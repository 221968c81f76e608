import { newId } from "@/lib/ids";
import type { MessageRecord, NewEvent, Tell, ToldEvent } from "../types";
import type { Sql } from "./sql";
import { toWebhook, type WebhookRow } from "./webhook-rows";

/** The project is there, and nobody is removing it. */
export const LIVE = `EXISTS (SELECT 1 FROM projects live WHERE live.id = webhooks.project_id AND live.removed_at IS NULL)`;

/** @returns how many deliveries were put up */
export function putEvent(sql: Sql, { event, keep, now }: ToldEvent, only?: string): number {
  const query = `SELECT webhooks.* FROM webhooks WHERE project_id = ? AND enabled = 1 AND ${LIVE}`;
  const wanted = sql
    .all<WebhookRow>(query, event.projectId)
    .map(toWebhook)
    .filter(({ id, events }) => (only === undefined ? events.includes(event.event) : id === only));
  let put = 0;
  for (const { id: webhookId } of wanted) put += putDelivery(sql, webhookId, event, keep, now);
  return put;
}

/** What the message's change means, where anybody listens. */
export function tellOf(sql: Sql, projectId: string, message: () => MessageRecord, tell: Tell): boolean {
  const listened = "SELECT 1 FROM webhooks WHERE project_id = ? AND enabled = 1 LIMIT 1";
  return sql.get(listened, projectId) !== undefined && putEvent(sql, tell(message())) > 0;
}

/** One delivery more, and the oldest beyond what is kept gone. */
function putDelivery(sql: Sql, webhookId: string, event: NewEvent, keep: number, now: number): number {
  const row = {
    id: newId(now),
    webhook_id: webhookId,
    project_id: event.projectId,
    event: event.event,
    message_id: event.messageId,
    payload: event.payload,
    status: "pending",
    attempts: 0,
    due_at: now,
    lease: null,
    last_status: null,
    last_error: null,
    last_at: null,
    created_at: now,
  };
  if (!sql.insert("deliveries", row, "DO NOTHING")) return 0;
  sql.run(
    `DELETE FROM deliveries WHERE id IN (SELECT id FROM deliveries WHERE webhook_id = ?
      ORDER BY created_at DESC, id DESC LIMIT -1 OFFSET ?)`,
    webhookId,
    keep,
  );
  return 1;
}
