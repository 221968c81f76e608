import type { WebhookEvent } from "@/lib/schemas";
import type { DeliveryRecord, DeliveryStatus, WebhookRecord } from "../types";

export type WebhookRow = {
  id: string;
  owner_id: string;
  project_id: string;
  url: string;
  events: string;
  secret: string;
  old_secret: string | null;
  old_until: number;
  enabled: number;
  failing_since: number | null;
  created_at: number;
};

export const toWebhook = (row: WebhookRow): WebhookRecord => ({
  id: row.id,
  ownerId: row.owner_id,
  projectId: row.project_id,
  url: row.url,
  events: JSON.parse(row.events) as WebhookEvent[],
  secret: row.secret,
  oldSecret: row.old_secret,
  oldUntil: row.old_until,
  enabled: row.enabled === 1,
  failingSince: row.failing_since,
  createdAt: row.created_at,
});

export type DeliveryRow = {
  id: string;
  webhook_id: string;
  project_id: string;
  event: WebhookEvent;
  message_id: string;
  payload: string;
  status: DeliveryStatus;
  attempts: number;
  due_at: number;
  lease: string | null;
  last_status: number | null;
  last_error: string | null;
  last_at: number | null;
  created_at: number;
};

export const toDelivery = (row: DeliveryRow): DeliveryRecord => ({
  id: row.id,
  webhookId: row.webhook_id,
  projectId: row.project_id,
  event: row.event,
  messageId: row.message_id,
  payload: row.payload,
  status: row.status,
  attempts: row.attempts,
  dueAt: row.due_at,
  lastStatus: row.last_status,
  lastError: row.last_error,
  lastAt: row.last_at,
  createdAt: row.created_at,
});
