import { newId } from "@/lib/ids";
import { decodeCursor } from "../cursor";
import { pageOf } from "../paging";
import type { AuditRecord, InstallationStore, SignUpSettings } from "../types";
import type { Database } from "./database";

type Row = {
  id: string;
  at: number;
  actor_id: string | null;
  action: string;
  target_id: string | null;
  detail: string;
  address: string | null;
};

const toAudit = (row: Row): AuditRecord => ({
  id: row.id,
  at: row.at,
  actorId: row.actor_id,
  action: row.action,
  targetId: row.target_id,
  detail: JSON.parse(row.detail) as AuditRecord["detail"],
  address: row.address,
});

export function installationStore(database: Database): InstallationStore {
  return {
    async settings() {
      const query = "SELECT value FROM installation WHERE name = 'sign-up'";
      const row = await database.read((sql) => sql.get<{ value: string }>(query));
      return row ? (JSON.parse(row.value) as SignUpSettings) : null;
    },

    async putSettings({ signUp, domains }) {
      const query = `INSERT INTO installation (name, value) VALUES ('sign-up', ?)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value`;
      await database.write((sql) => sql.run(query, JSON.stringify({ signUp, domains })));
    },

    async addAudit({ at, actorId, action, targetId, detail, address }) {
      const row: Row = {
        id: newId(at),
        at,
        actor_id: actorId,
        action,
        target_id: targetId,
        detail: JSON.stringify(detail),
        address,
      };
      await database.write((sql) => sql.insert("audit", row));
    },

    async listAudit({ limit, cursor }) {
      const after = cursor ? decodeCursor(cursor, ["number", "string"]) : [];
      const query = `SELECT * FROM audit ${cursor ? "WHERE (at, id) < (?, ?)" : ""} ORDER BY at DESC, id DESC LIMIT ?`;
      const rows = await database.read((sql) => sql.all<Row>(query, ...after, limit + 1));
      return pageOf(rows, limit, toAudit, ({ at, id }) => [at, id]);
    },
  };
}
