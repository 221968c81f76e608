import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { KeyScope } from "@/lib/schemas";
import { decodeCursor } from "../cursor";
import { chargeIn, emptyLedger, type KeyLedger, renewIn, reserveIn, spendingOf } from "../key-ledger";
import { pageOf } from "../paging";
import type { KeyRecord, KeySecret, KeyStore, KeyUsageRecord, Scope } from "../types";
import type { Database } from "./database";
import { sharedFilter } from "./scope";
import { assignments, type Sql } from "./sql";

type Row = {
  id: string;
  owner_id: string;
  project_id: string | null;
  name: string;
  scopes: string;
  prefix: string;
  last4: string;
  origins: string;
  budget: string;
  limits: string;
  expires_at: number | null;
  created_at: number;
  last_used_at: number | null;
};

const toKey = (row: Row): KeyRecord => ({
  id: row.id,
  ownerId: row.owner_id,
  projectId: row.project_id,
  name: row.name,
  scopes: JSON.parse(row.scopes) as KeyScope[],
  prefix: row.prefix,
  last4: row.last4,
  origins: JSON.parse(row.origins) as string[],
  budget: JSON.parse(row.budget) as KeyRecord["budget"],
  limits: JSON.parse(row.limits) as KeyRecord["limits"],
  expiresAt: row.expires_at,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
});

/** A key of a project that is being removed is gone already, and so is one of an account that is disabled. */
const LIVE = `(keys.project_id IS NULL OR EXISTS
  (SELECT 1 FROM projects live WHERE live.id = keys.project_id AND live.removed_at IS NULL))
  AND NOT EXISTS (SELECT 1 FROM users WHERE users.id = keys.owner_id AND users.disabled = 1)`;
const COLUMNS = `keys.id, owner_id, project_id, name, scopes, keys.prefix, keys.last4, origins, budget, limits,
  expires_at, created_at, last_used_at`;

function own(scope: Scope): { sql: string; values: string[] } {
  const project = scope.projectId === undefined ? "" : " AND keys.project_id = ?";
  const values = scope.projectId === undefined ? [scope.ownerId] : [scope.ownerId, scope.projectId];
  return { sql: `keys.owner_id = ?${project} AND ${LIVE}`, values };
}

function hasProject(sql: Sql, scope: Scope, id: string): boolean {
  const filter = sharedFilter(scope);
  return sql.get(`SELECT 1 FROM projects WHERE id = ? AND ${filter.sql}`, id, ...filter.values) !== undefined;
}

function addSecret(sql: Sql, keyId: string, { hash, prefix, last4 }: KeySecret): void {
  sql.insert("key_secrets", { hash, key_id: keyId, prefix, last4, ends_at: null });
}

export function keyStore(database: Database): KeyStore {
  const ledgerOf = (sql: Sql, id: string): KeyLedger => {
    const row = sql.get<{ state: string }>("SELECT state FROM key_ledgers WHERE key_id = ?", id);
    return row ? (JSON.parse(row.state) as KeyLedger) : emptyLedger();
  };
  const keepLedger = (sql: Sql, id: string, ledger: KeyLedger) =>
    sql.run(
      `INSERT INTO key_ledgers (key_id, state) SELECT id, ? FROM keys WHERE id = ?
        ON CONFLICT (key_id) DO UPDATE SET state = excluded.state`,
      JSON.stringify(ledger),
      id,
    );
  const find = (sql: Sql, scope: Scope, id: string) => {
    const filter = own(scope);
    return sql.get<Row>(`SELECT ${COLUMNS} FROM keys WHERE id = ? AND ${filter.sql}`, id, ...filter.values);
  };
  return {
    create: (scope, input, secret, limit) =>
      database.write((sql) => {
        if (scope.projectId !== undefined && input.projectId !== scope.projectId) return null;
        if (input.projectId !== null && !hasProject(sql, scope, input.projectId)) return null;
        const owned = "SELECT count(*) AS n FROM keys WHERE owner_id = ?";
        if ((sql.get<{ n: number }>(owned, scope.ownerId)?.n ?? 0) >= limit)
          throw new AppError("limit_reached");
        const now = Date.now();
        const row: Row = {
          id: newId(now),
          owner_id: scope.ownerId,
          project_id: input.projectId,
          name: input.name,
          scopes: JSON.stringify(input.scopes),
          prefix: secret.prefix,
          last4: secret.last4,
          origins: JSON.stringify(input.origins),
          budget: JSON.stringify(input.budget),
          limits: JSON.stringify(input.limits),
          expires_at: input.expiresAt,
          created_at: now,
          last_used_at: null,
        };
        sql.insert("keys", row);
        addSecret(sql, row.id, secret);
        return toKey(row);
      }),

    async get(scope, id) {
      const row = await database.read((sql) => find(sql, scope, id));
      return row ? toKey(row) : null;
    },

    async list(scope, { limit, cursor, projectId }) {
      const filter = own(scope);
      const where = [filter.sql];
      const values: (string | number)[] = [...filter.values];
      if (projectId !== undefined) {
        where.push("keys.project_id = ?");
        values.push(projectId);
      }
      if (cursor) {
        where.push("(created_at, id) < (?, ?)");
        values.push(...decodeCursor(cursor, ["number", "string"]));
      }
      const query = `SELECT ${COLUMNS} FROM keys WHERE ${where.join(" AND ")} ORDER BY created_at DESC, id DESC LIMIT ?`;
      const rows = await database.read((sql) => sql.all<Row>(query, ...values, limit + 1));
      return pageOf(rows, limit, toKey, (last) => [last.createdAt, last.id]);
    },

    update: (scope, id, patch) =>
      database.write((sql) => {
        const row = find(sql, scope, id);
        if (!row) return null;
        const set = assignments({
          name: patch.name,
          scopes: patch.scopes && JSON.stringify(patch.scopes),
          origins: patch.origins && JSON.stringify(patch.origins),
          budget: patch.budget && JSON.stringify(patch.budget),
          limits: patch.limits && JSON.stringify(patch.limits),
          expires_at: patch.expiresAt,
        });
        if (set.values.length === 0) return toKey(row);
        sql.run(`UPDATE keys SET ${set.sql} WHERE id = ?`, ...set.values, id);
        const changed = find(sql, scope, id);
        return changed ? toKey(changed) : null;
      }),

    rotate: (scope, id, secret, oldUntil) =>
      database.write((sql) => {
        if (!find(sql, scope, id)) return null;
        sql.run("DELETE FROM key_secrets WHERE key_id = ? AND ends_at IS NOT NULL", id);
        sql.run("UPDATE key_secrets SET ends_at = ? WHERE key_id = ?", oldUntil, id);
        addSecret(sql, id, secret);
        sql.run("UPDATE keys SET prefix = ?, last4 = ? WHERE id = ?", secret.prefix, secret.last4, id);
        const row = find(sql, scope, id);
        return row ? toKey(row) : null;
      }),

    async remove(scope, id) {
      const filter = own(scope);
      const query = `DELETE FROM keys WHERE id = ? AND ${filter.sql}`;
      return (await database.write((sql) => sql.run(query, id, ...filter.values))) > 0;
    },

    async withPrefix(prefix, now) {
      const query = `SELECT ${COLUMNS}, key_secrets.hash, key_secrets.prefix AS secret_prefix,
          key_secrets.last4 AS secret_last4 FROM key_secrets JOIN keys ON keys.id = key_id
        WHERE key_secrets.prefix = ? AND (ends_at IS NULL OR ends_at > ?) AND (expires_at IS NULL OR expires_at > ?)
          AND ${LIVE}`;
      type Found = Row & { hash: string; secret_prefix: string; secret_last4: string };
      const rows = await database.read((sql) => sql.all<Found>(query, prefix, now, now));
      return rows.map((row) => ({
        key: toKey(row),
        secret: { hash: row.hash, prefix: row.secret_prefix, last4: row.secret_last4 },
      }));
    },

    async find(id, now) {
      const query = `SELECT ${COLUMNS} FROM keys WHERE id = ? AND (expires_at IS NULL OR expires_at > ?) AND ${LIVE}`;
      const row = await database.read((sql) => sql.get<Row>(query, id, now));
      return row ? toKey(row) : null;
    },

    async hasOrigin(origin, now) {
      const query = `SELECT 1 FROM keys, json_each(keys.origins) AS named
        WHERE named.value = ? AND (expires_at IS NULL OR expires_at > ?) AND ${LIVE} LIMIT 1`;
      return (await database.read((sql) => sql.get(query, origin, now))) !== undefined;
    },

    async touch(id, at) {
      const query = "UPDATE keys SET last_used_at = max(coalesce(last_used_at, 0), ?) WHERE id = ?";
      await database.write((sql) => sql.run(query, at, id));
    },

    reserve: (id, caps, wish, now) =>
      database.write((sql) => {
        const { ledger, decision } = reserveIn(ledgerOf(sql, id), caps, wish, now);
        if (decision.ok) keepLedger(sql, id, ledger);
        return decision;
      }),

    async renew(id, holdId, until) {
      await database.write((sql) => keepLedger(sql, id, renewIn(ledgerOf(sql, id), holdId, until)));
    },

    async charge(id, holdId, used, now) {
      await database.write((sql) => {
        const ledger = chargeIn(ledgerOf(sql, id), holdId, used, now);
        if (ledger) keepLedger(sql, id, ledger);
      });
    },

    async addUsage(ownerId, { keyId, keyName, day, projectId, model, promptTokens, completionTokens }) {
      const query = `INSERT INTO key_usage
          (owner_id, key_id, day, project_id, model, key_name, replies, prompt_tokens, completion_tokens)
        VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?)
        ON CONFLICT DO UPDATE SET replies = replies + 1, key_name = excluded.key_name,
          prompt_tokens = prompt_tokens + excluded.prompt_tokens,
          completion_tokens = completion_tokens + excluded.completion_tokens`;
      const of = [ownerId, keyId, day, projectId, model, keyName];
      await database.write((sql) => sql.run(query, ...of, promptTokens, completionTokens));
    },

    async usage(scope, { from, to, projectId = scope.projectId }) {
      const query = `SELECT key_id AS keyId, key_name AS keyName, day, project_id AS projectId, model, replies,
          prompt_tokens AS promptTokens, completion_tokens AS completionTokens FROM key_usage
        WHERE owner_id = ? AND day >= ? AND day <= ? ${projectId === undefined ? "" : "AND project_id = ?"}`;
      const values = [scope.userId, from, to, ...(projectId === undefined ? [] : [projectId])];
      const rows = await database.read((sql) => sql.all<KeyUsageRecord>(query, ...values));
      return rows.map((row) => ({ ...row }));
    },

    spending: (scope, id, now) =>
      database.read((sql) => (find(sql, scope, id) ? spendingOf(ledgerOf(sql, id), now) : null)),
  };
}
