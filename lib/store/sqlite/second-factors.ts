import type { SecondFactorRecord, SecondFactorStore } from "../types";
import type { Database } from "./database";
import type { Sql } from "./sql";

type Row = {
  user_id: string;
  secret: string;
  confirmed_at: number | null;
  used_step: number;
  recovery: string;
};

const recoveryOf = (row: Row) => JSON.parse(row.recovery) as string[];
const toFactor = (row: Row): SecondFactorRecord => ({
  userId: row.user_id,
  secret: row.secret,
  confirmedAt: row.confirmed_at,
  recovery: recoveryOf(row),
});

export function secondFactorStore(database: Database): SecondFactorStore {
  const byUser = (sql: Sql, userId: string) =>
    sql.get<Row>("SELECT * FROM second_factors WHERE user_id = ?", userId);

  return {
    async get(userId) {
      const row = await database.read((sql) => byUser(sql, userId));
      return row ? toFactor(row) : null;
    },
    async on(userIds) {
      if (userIds.length === 0) return new Set();
      const query = `SELECT user_id FROM second_factors
        WHERE confirmed_at IS NOT NULL AND user_id IN (${userIds.map(() => "?").join(", ")})`;
      const rows = await database.read((sql) => sql.all<Pick<Row, "user_id">>(query, ...userIds));
      return new Set(rows.map(({ user_id }) => user_id));
    },
    begin: (userId, secret) =>
      database.write((sql) => {
        if (!sql.get("SELECT 1 FROM users WHERE id = ?", userId)) return false;
        const query = `INSERT INTO second_factors (user_id, secret, confirmed_at, used_step, recovery)
          VALUES (?, ?, NULL, 0, '[]') ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret
          WHERE confirmed_at IS NULL`;
        return sql.run(query, userId, secret) > 0;
      }),
    async confirm(userId, secret, recovery, now) {
      const query = `UPDATE second_factors SET confirmed_at = ?, recovery = ?
        WHERE user_id = ? AND secret = ? AND confirmed_at IS NULL`;
      const codes = JSON.stringify(recovery);
      return (await database.write((sql) => sql.run(query, now, codes, userId, secret))) > 0;
    },
    async takeStep(userId, step) {
      const query = "UPDATE second_factors SET used_step = ?1 WHERE user_id = ?2 AND used_step < ?1";
      return (await database.write((sql) => sql.run(query, step, userId))) > 0;
    },
    takeRecovery: (userId, hash) =>
      database.write((sql) => {
        const row = byUser(sql, userId);
        const left = row ? recoveryOf(row).filter((code) => code !== hash) : [];
        if (!row || left.length === recoveryOf(row).length) return false;
        const query = "UPDATE second_factors SET recovery = ? WHERE user_id = ?";
        return sql.run(query, JSON.stringify(left), userId) > 0;
      }),
    async putRecovery(userId, recovery) {
      const query = "UPDATE second_factors SET recovery = ? WHERE user_id = ? AND confirmed_at IS NOT NULL";
      return (await database.write((sql) => sql.run(query, JSON.stringify(recovery), userId))) > 0;
    },
    async sealed() {
      const query = "SELECT user_id, secret FROM second_factors WHERE user_id > ''";
      const rows = await database.read((sql) => sql.all<Pick<Row, "user_id" | "secret">>(query));
      return rows.map(({ user_id, secret }) => ({ userId: user_id, secret }));
    },
    async reseal(userId, secret, resealed) {
      const query = "UPDATE second_factors SET secret = ? WHERE user_id = ? AND secret = ?";
      return (await database.write((sql) => sql.run(query, resealed, userId, secret))) > 0;
    },
    async remove(userId) {
      const query = "DELETE FROM second_factors WHERE user_id = ?";
      return (await database.write((sql) => sql.run(query, userId))) > 0;
    },
  };
}
