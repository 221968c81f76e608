import { AppError } from "@/lib/errors";
import type { ConnectionKindId, ConnectionModel } from "@/lib/schemas";
import { slugsFor } from "../slug";
import type { ConnectionPatch, ConnectionRecord, ConnectionStore, Scope, SealedKey } from "../types";
import type { Database } from "./database";
import { projectFilter } from "./scope";
import { assignments, type Sql } from "./sql";

type Row = {
  id: string;
  slug: string;
  name: string;
  kind: ConnectionKindId;
  base_url: string;
  sealed_key: string | null;
  allow_private: number;
  enabled: number;
  models: string;
  created_at: number;
  updated_at: number;
};
type KeyRow = { project_id: string; connection_id: string; sealed_key: string; updated_at: number };

const toConnection = (row: Row): ConnectionRecord => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  kind: row.kind,
  baseUrl: row.base_url,
  sealedKey: row.sealed_key,
  allowPrivate: row.allow_private === 1,
  enabled: row.enabled === 1,
  models: JSON.parse(row.models) as ConnectionModel[],
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});

const bit = (flag: boolean) => (flag ? 1 : 0);

function columnsOf(patch: ConnectionPatch) {
  const { name, kind, baseUrl, sealedKey, allowPrivate, enabled, models } = patch;
  return {
    name,
    kind,
    base_url: baseUrl,
    sealed_key: sealedKey,
    allow_private: allowPrivate === undefined ? undefined : bit(allowPrivate),
    enabled: enabled === undefined ? undefined : bit(enabled),
    models: models && JSON.stringify(models),
  };
}

export function connectionStore(database: Database): ConnectionStore {
  const reaches = (sql: Sql, scope: Scope, projectId: string): boolean => {
    const own = projectFilter(scope);
    const query = `SELECT 1 FROM projects WHERE id = ? AND ${own.sql}`;
    return sql.get(query, projectId, ...own.values) !== undefined;
  };
  const find = (sql: Sql, id: string) => sql.get<Row>("SELECT * FROM connections WHERE id = ?", id);

  return {
    list: () =>
      database.read((sql) =>
        sql.all<Row>("SELECT * FROM connections ORDER BY created_at, id").map(toConnection),
      ),

    create: ({ id, ...input }, limit) =>
      database.write((sql) => {
        const { n } = sql.get<{ n: number }>("SELECT count(*) AS n FROM connections") ?? { n: 0 };
        if (n >= limit) throw new AppError("limit_reached");
        const now = Date.now();
        const row: Row = {
          id,
          slug: "",
          name: input.name,
          kind: input.kind,
          base_url: input.baseUrl,
          sealed_key: input.sealedKey,
          allow_private: bit(input.allowPrivate),
          enabled: bit(input.enabled),
          models: JSON.stringify(input.models),
          created_at: now,
          updated_at: now,
        };
        for (const slug of slugsFor(input.name, "connection")) {
          const named = { ...row, slug };
          if (sql.insert("connections", named, "(slug) DO NOTHING")) return toConnection(named);
        }
        throw new AppError("limit_reached");
      }),

    update: (id, patch, ifKey) =>
      database.write((sql) => {
        const found = find(sql, id);
        if (!found || (ifKey !== undefined && found.sealed_key !== ifKey)) return null;
        const updated_at = Math.max(Date.now(), found.updated_at + 1);
        const set = assignments({ ...columnsOf(patch), updated_at });
        sql.run(`UPDATE connections SET ${set.sql} WHERE id = ?`, ...set.values, id);
        const row = find(sql, id);
        return row ? toConnection(row) : null;
      }),

    remove: (id) =>
      database.write((sql) => {
        sql.run("DELETE FROM project_keys WHERE connection_id = ?", id);
        return sql.run("DELETE FROM connections WHERE id = ?", id) > 0;
      }),

    projectKeys: (scope, projectId) =>
      database.read((sql) => {
        if (!reaches(sql, scope, projectId)) return [];
        const rows = sql.all<KeyRow>("SELECT * FROM project_keys WHERE project_id = ?", projectId);
        return rows.map(({ connection_id, sealed_key, updated_at }) => {
          return { connectionId: connection_id, sealedKey: sealed_key, updatedAt: updated_at };
        });
      }),

    putProjectKey: (scope, project_id, connection_id, sealed_key) =>
      database.write((sql) => {
        if (!reaches(sql, scope, project_id)) return false;
        const row: KeyRow = { project_id, connection_id, sealed_key, updated_at: Date.now() };
        const newer = "sealed_key = excluded.sealed_key, updated_at = excluded.updated_at";
        return sql.insert("project_keys", row, `(project_id, connection_id) DO UPDATE SET ${newer}`);
      }),

    removeProjectKey: (scope, projectId, connectionId) =>
      database.write((sql) => {
        if (!reaches(sql, scope, projectId)) return false;
        const query = "DELETE FROM project_keys WHERE project_id = ? AND connection_id = ?";
        return sql.run(query, projectId, connectionId) > 0;
      }),

    sealedKeys: () =>
      database.read((sql) => {
        const installation = sql.all<Row>("SELECT * FROM connections ORDER BY created_at, id");
        const projects = sql.all<KeyRow>("SELECT * FROM project_keys WHERE project_id > ''");
        return [
          ...installation.flatMap(({ id, sealed_key }): SealedKey[] =>
            sealed_key === null ? [] : [{ connectionId: id, projectId: null, sealedKey: sealed_key }],
          ),
          ...projects.map((row) => {
            return { connectionId: row.connection_id, projectId: row.project_id, sealedKey: row.sealed_key };
          }),
        ];
      }),

    reseal: ({ connectionId, projectId, sealedKey: from }, sealedKey) =>
      database.write((sql) => {
        const where = projectId === null ? "id = ?" : "connection_id = ? AND project_id = ?";
        const table = projectId === null ? "connections" : "project_keys";
        const ids = projectId === null ? [connectionId] : [connectionId, projectId];
        const query = `UPDATE ${table} SET sealed_key = ? WHERE ${where} AND sealed_key = ?`;
        return sql.run(query, sealedKey, ...ids, from) > 0;
      }),
  };
}
