import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { decodeCursor } from "../cursor";
import { pageOf } from "../paging";
import type { Scope, WebhookStore } from "../types";
import { DISABLED_NOTE } from "../webhook-note";
import type { Database } from "./database";
import { LIVE, putEvent } from "./deliveries";
import { projectFilter, scopeFilter } from "./scope";
import { assignments, type Sql } from "./sql";
import { type DeliveryRow, toDelivery, toWebhook, type WebhookRow } from "./webhook-rows";

export function webhookStore(database: Database): WebhookStore {
  const find = (sql: Sql, scope: Scope, projectId: string, id: string) => {
    const own = scopeFilter(scope, "webhooks");
    const query = `SELECT * FROM webhooks WHERE id = ? AND project_id = ? AND ${own.sql}`;
    return sql.get<WebhookRow>(query, id, projectId, ...own.values);
  };

  return {
    create: (scope, projectId, { url, events, secret }, limit) =>
      database.write((sql) => {
        const own = projectFilter(scope);
        const project = sql.get<{ owner_id: string }>(
          `SELECT owner_id FROM projects WHERE id = ? AND ${own.sql}`,
          projectId,
          ...own.values,
        );
        if (!project) return null;
        const count = "SELECT count(*) AS n FROM webhooks WHERE project_id = ?";
        if ((sql.get<{ n: number }>(count, projectId)?.n ?? 0) >= limit) throw new AppError("limit_reached");
        const now = Date.now();
        const row: WebhookRow = {
          id: newId(now),
          owner_id: project.owner_id,
          project_id: projectId,
          url,
          events: JSON.stringify(events),
          secret,
          old_secret: null,
          old_until: 0,
          enabled: 1,
          failing_since: null,
          created_at: now,
        };
        sql.insert("webhooks", row);
        return toWebhook(row);
      }),

    async list(scope, projectId) {
      const own = scopeFilter(scope, "webhooks");
      const query = `SELECT * FROM webhooks WHERE project_id = ? AND ${own.sql} ORDER BY created_at, id`;
      const rows = await database.read((sql) => sql.all<WebhookRow>(query, projectId, ...own.values));
      return rows.map(toWebhook);
    },

    async get(scope, projectId, id) {
      const row = await database.read((sql) => find(sql, scope, projectId, id));
      return row ? toWebhook(row) : null;
    },

    update: (scope, projectId, id, patch) =>
      database.write((sql) => {
        if (!find(sql, scope, projectId, id)) return null;
        const set = assignments({
          url: patch.url,
          events: patch.events && JSON.stringify(patch.events),
          secret: patch.secret,
          old_secret: patch.oldSecret,
          old_until: patch.oldUntil,
          enabled: patch.enabled === undefined ? undefined : Number(patch.enabled),
          failing_since: patch.failingSince,
        });
        if (set.values.length > 0) sql.run(`UPDATE webhooks SET ${set.sql} WHERE id = ?`, ...set.values, id);
        if (patch.enabled === false) giveUp(sql, id);
        const row = find(sql, scope, projectId, id);
        return row ? toWebhook(row) : null;
      }),

    async sealedSecrets() {
      const query = "SELECT * FROM webhooks WHERE id > ''";
      const rows = await database.read((sql) => sql.all<WebhookRow>(query));
      return rows.map((row) => ({ id: row.id, secret: row.secret, oldSecret: row.old_secret }));
    },

    reseal: (id, kept, resealed) =>
      database.write((sql) => {
        const put = (column: "secret" | "old_secret") =>
          sql.run(`UPDATE webhooks SET ${column} = ? WHERE id = ? AND ${column} = ?`, resealed, id, kept);
        return put("secret") + put("old_secret") > 0;
      }),

    remove: (scope, projectId, id) =>
      database.write((sql) => {
        if (!find(sql, scope, projectId, id)) return false;
        return sql.run("DELETE FROM webhooks WHERE id = ?", id) > 0;
      }),

    enqueue: (event, keep, now, only) => database.write((sql) => putEvent(sql, { event, keep, now }, only)),

    claim: ({ lease, leaseUntil, now, busy }) =>
      database.write((sql) => {
        const due = sql.get<{ id: string; webhook_id: string }>(
          `SELECT deliveries.id, webhook_id FROM deliveries JOIN webhooks ON webhooks.id = webhook_id
            WHERE status = 'pending' AND due_at <= ? AND enabled = 1 AND ${LIVE}
              AND webhook_id NOT IN (SELECT value FROM json_each(?))
            ORDER BY due_at LIMIT 1`,
          now,
          JSON.stringify(busy),
        );
        if (!due) return null;
        const take = `UPDATE deliveries SET lease = ?, due_at = ?, attempts = attempts + 1 WHERE id = ? RETURNING *`;
        const row = sql.get<DeliveryRow>(take, lease, leaseUntil, due.id);
        const webhook = sql.get<WebhookRow>("SELECT * FROM webhooks WHERE id = ?", due.webhook_id);
        return row && webhook ? { delivery: toDelivery(row), webhook: toWebhook(webhook) } : null;
      }),

    async recordAttempt({ deliveryId, lease }, { status, dueAt, lastStatus, lastError, lastAt }) {
      const query = `UPDATE deliveries SET status = ?, due_at = ?, last_status = ?, last_error = ?, last_at = ?,
        lease = NULL WHERE id = ? AND lease = ?`;
      const values = [status, dueAt, lastStatus, lastError, lastAt, deliveryId, lease];
      return (await database.write((sql) => sql.run(query, ...values))) > 0;
    },

    noteHealth: (webhookId, ok, now, disableAfter) =>
      database.write((sql) => {
        if (ok) {
          const well = "UPDATE webhooks SET failing_since = NULL WHERE id = ? AND failing_since IS NOT NULL";
          sql.run(well, webhookId);
          return false;
        }
        sql.run(
          "UPDATE webhooks SET failing_since = coalesce(failing_since, ?) WHERE id = ?",
          now,
          webhookId,
        );
        const disable = "UPDATE webhooks SET enabled = 0 WHERE id = ? AND enabled = 1 AND failing_since <= ?";
        const disabled = sql.run(disable, webhookId, now - disableAfter) > 0;
        if (disabled) giveUp(sql, webhookId);
        return disabled;
      }),

    async nextDue() {
      const query = `SELECT min(due_at) AS at FROM deliveries JOIN webhooks ON webhooks.id = webhook_id
        WHERE status = 'pending' AND enabled = 1`;
      return (await database.read((sql) => sql.get<{ at: number | null }>(query)))?.at ?? null;
    },

    deliveries: (scope, projectId, webhookId, { limit, cursor }) =>
      database.read((sql) => {
        if (!find(sql, scope, projectId, webhookId)) return { items: [], nextCursor: null };
        const after = cursor ? decodeCursor(cursor, ["number", "string"]) : [];
        const older = cursor ? "AND (created_at, id) < (?, ?)" : "";
        const query = `SELECT * FROM deliveries WHERE webhook_id = ? ${older} ORDER BY created_at DESC, id DESC LIMIT ?`;
        const rows = sql.all<DeliveryRow>(query, webhookId, ...after, limit + 1);
        return pageOf(rows, limit, toDelivery, (last) => [last.createdAt, last.id]);
      }),

    resend: (scope, projectId, webhookId, id, now) =>
      database.write((sql) => {
        if (!find(sql, scope, projectId, webhookId)) return null;
        const query = `UPDATE deliveries SET status = 'pending', attempts = 0, due_at = ?, lease = NULL
          WHERE id = ? AND webhook_id = ? AND lease IS NULL RETURNING *`;
        sql.get<DeliveryRow>(query, now, id, webhookId);
        const one = "SELECT * FROM deliveries WHERE id = ? AND webhook_id = ?";
        const row = sql.get<DeliveryRow>(one, id, webhookId);
        return row ? toDelivery(row) : null;
      }),
  };
}

function giveUp(sql: Sql, webhookId: string): void {
  const query = `UPDATE deliveries SET status = 'failed', lease = NULL, last_error = ?
    WHERE webhook_id = ? AND status = 'pending'`;
  sql.run(query, DISABLED_NOTE, webhookId);
}
