import { newId } from "@/lib/ids";
import { decodeCursor } from "../cursor";
import { pageOf } from "../paging";
import type {
  AuditRecord,
  FaultCount,
  InstallationSettings,
  InstallationState,
  InstallationStore,
} from "../types";
import type { Database } from "./database";
import type { Sql } from "./sql";

/** Named after the first of them. */
const SETTINGS = "sign-up";

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

function readValue<T>(sql: Sql, name: string): T | null {
  const row = sql.get<{ value: string }>("SELECT value FROM installation WHERE name = ?", name);
  return row ? (JSON.parse(row.value) as T) : null;
}

function keepValue(sql: Sql, name: string, value: unknown): void {
  const query = `INSERT INTO installation (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value`;
  sql.run(query, name, JSON.stringify(value));
}

const countOf = (sql: Sql, query: string) => sql.get<{ n: number }>(query)?.n ?? 0;

export function installationStore(database: Database): InstallationStore {
  return {
    async settings() {
      return (await database.read((sql) => readValue<Partial<InstallationSettings>>(sql, SETTINGS))) ?? {};
    },

    async putSettings(patch) {
      await database.write((sql) => {
        const before = readValue<Partial<InstallationSettings>>(sql, SETTINGS) ?? {};
        keepValue(sql, SETTINGS, { ...before, ...patch });
      });
    },

    state: <K extends keyof InstallationState>(name: K) =>
      database.read((sql) => readValue<InstallationState[K]>(sql, name)),

    async putState(name, value) {
      await database.write((sql) => {
        if (value === null) sql.run("DELETE FROM installation WHERE name = ?", name);
        else keepValue(sql, name, value);
      });
    },

    initState: <K extends keyof InstallationState>(name: K, value: InstallationState[K]) =>
      database.write((sql) => {
        const found = readValue<InstallationState[K]>(sql, name);
        if (!found) keepValue(sql, name, value);
        return found ?? value;
      }),

    async takeLease(name, owner, until, now) {
      const query = `INSERT INTO leases (name, owner, until) VALUES (?1, ?2, ?3)
        ON CONFLICT (name) DO UPDATE SET owner = ?2, until = ?3 WHERE leases.owner = ?2 OR leases.until <= ?4`;
      return (await database.write((sql) => sql.run(query, name, owner, until, now))) > 0;
    },

    async addFaults(day, counts, at) {
      const query = `INSERT INTO faults (day, code, count, last_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (day, code) DO UPDATE SET count = count + excluded.count, last_at = excluded.last_at`;
      await database.write((sql) => {
        for (const [code, count] of Object.entries(counts)) sql.run(query, day, code, count, at);
      });
    },

    async size() {
      const pages = "SELECT page_count * page_size AS n FROM pragma_page_count, pragma_page_size";
      const files = "SELECT coalesce(sum(size), 0) AS n FROM bodies";
      return database.read((sql) => ({ database: countOf(sql, pages), files: countOf(sql, files) }));
    },

    async work() {
      const count = (sql: Sql, from: string) => countOf(sql, `SELECT count(*) AS n FROM ${from}`);
      return database.read((sql) => ({
        replies: count(sql, "runs WHERE status = 'active'"),
        filesWaiting: count(sql, "jobs WHERE lease IS NULL"),
        filesReading: count(sql, "jobs WHERE lease IS NOT NULL"),
        filesFailed: count(sql, "files WHERE status = 'failed'"),
        tests: count(sql, "eval_runs WHERE status IN ('queued', 'running')"),
      }));
    },

    async faults(day) {
      const query = "SELECT code, count, last_at AS lastAt FROM faults WHERE day = ? ORDER BY code";
      return (await database.read((sql) => sql.all<FaultCount>(query, day))).map((row) => ({ ...row }));
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

    async listAudit({ limit, cursor, action, actorId, targetId, from, to }) {
      const where = ["1"];
      const values: (string | number)[] = [];
      const only = (condition: string, ...given: (string | number | undefined)[]) => {
        const known = given.filter((value) => value !== undefined);
        if (known.length < given.length) return;
        where.push(condition);
        values.push(...known);
      };
      only("action = ?", action);
      only("actor_id = ?", actorId);
      only("target_id = ?", targetId);
      only("at >= ?", from);
      only("at < ?", to);
      if (cursor) only("(at, id) < (?, ?)", ...decodeCursor(cursor, ["number", "string"]));
      const query = `SELECT * FROM audit WHERE ${where.join(" AND ")} ORDER BY at DESC, id DESC LIMIT ?`;
      const rows = await database.read((sql) => sql.all<Row>(query, ...values, limit + 1));
      return pageOf(rows, limit, toAudit, ({ at, id }) => [at, id]);
    },
  };
}
