import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { decodeCursor } from "../cursor";
import { pageOf } from "../paging";
import type { Credentials, LinkRecord, UserRecord, UserStore } from "../types";
import type { Database } from "./database";
import { isUniqueViolation } from "./failure";
import type { Removal } from "./removal";
import { assignments, type Sql } from "./sql";

export type UserRow = {
  id: string;
  email: string;
  name: string;
  image: string | null;
  email_verified: number | null;
  password_hash: string | null;
  ver: number;
  admin: number;
  disabled: number;
  awaits_verification: number;
  quota: string | null;
  quota_at: number;
  created_at: number;
  updated_at: number;
};

export function toUser(row: UserRow): UserRecord {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    image: row.image,
    ver: row.ver,
    admin: row.admin === 1,
    disabled: row.disabled === 1,
    hasPassword: row.password_hash !== null,
    emailVerified: row.email_verified !== null,
    awaitsVerification: row.awaits_verification === 1,
    quota: row.quota === null ? null : (JSON.parse(row.quota) as UserRecord["quota"]),
    quotaAt: row.quota_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export const normalEmail = (email: string) => email.trim().toLowerCase();

export function insertUser(
  sql: Sql,
  input: Pick<UserRow, "email" | "name" | "image" | "email_verified" | "password_hash"> &
    Partial<Pick<UserRow, "awaits_verification">>,
): UserRow {
  const now = Date.now();
  const row: UserRow = {
    awaits_verification: 0,
    ...input,
    id: newId(now),
    email: normalEmail(input.email),
    ver: 1,
    admin: sql.get("SELECT 1 FROM users LIMIT 1") ? 0 : 1,
    disabled: 0,
    quota: null,
    quota_at: 0,
    created_at: now,
    updated_at: now,
  };
  refuseTaken(() => sql.insert("users", row));
  return row;
}

export function refuseTaken<T>(write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (isUniqueViolation(error)) throw new AppError("user_exists", { cause: error });
    throw error;
  }
}

const byId = (sql: Sql, id: string) => sql.get<UserRow>("SELECT * FROM users WHERE id = ?", id);

export function userStore(database: Database, removal: Removal): UserStore {
  const credentials = (row: UserRow | undefined): Credentials | null =>
    row ? { user: toUser(row), passwordHash: row.password_hash } : null;

  return {
    async create({ email, name, passwordHash, image = null, awaitsVerification = false }) {
      const awaits = { awaits_verification: Number(awaitsVerification) };
      const row = { email, name, image, email_verified: null, password_hash: passwordHash, ...awaits };
      return toUser(await database.write((sql) => insertUser(sql, row)));
    },
    async get(id) {
      const row = await database.read((sql) => byId(sql, id));
      return row ? toUser(row) : null;
    },
    async credentialsByEmail(email) {
      const query = "SELECT * FROM users WHERE email = ?";
      return credentials(await database.read((sql) => sql.get<UserRow>(query, normalEmail(email))));
    },
    async credentialsById(id) {
      return credentials(await database.read((sql) => byId(sql, id)));
    },
    update: (id, patch) =>
      database.write((sql) => {
        const before = byId(sql, id);
        if (!before) return null;
        const email = patch.email === undefined ? undefined : normalEmail(patch.email);
        const moved = email !== undefined && email !== before.email;
        const set = assignments({
          name: patch.name,
          email,
          password_hash: patch.passwordHash,
          ...(moved ? { email_verified: null } : {}),
          updated_at: Date.now(),
        });
        const raise = patch.passwordHash === undefined ? "" : ", ver = ver + 1";
        const query = `UPDATE users SET ${set.sql}${raise} WHERE id = ? RETURNING *`;
        const row = refuseTaken(() => sql.get<UserRow>(query, ...set.values, id));
        if (moved) sql.run("DELETE FROM password_resets WHERE user_id = ?", id);
        return row ? toUser(row) : null;
      }),
    async verifyEmail(id, email, now) {
      const query = "UPDATE users SET email_verified = ?, awaits_verification = 0 WHERE id = ? AND email = ?";
      return (await database.write((sql) => sql.run(query, now, id, normalEmail(email)))) > 0;
    },
    async list({ q, limit, cursor }) {
      const where = ["1"];
      const values: (string | number)[] = [];
      if (q) {
        where.push("(instr(lower(email), ?) > 0 OR instr(lower(name), ?) > 0)");
        values.push(q.toLowerCase(), q.toLowerCase());
      }
      if (cursor) {
        where.push("(created_at, id) < (?, ?)");
        values.push(...decodeCursor(cursor, ["number", "string"]));
      }
      const query = `SELECT * FROM users WHERE ${where.join(" AND ")} ORDER BY created_at DESC, id DESC LIMIT ?`;
      const rows = await database.read((sql) => sql.all<UserRow>(query, ...values, limit + 1));
      return pageOf(rows, limit, toUser, ({ createdAt, id }) => [createdAt, id]);
    },
    setAccess: (id, { admin, disabled, quota }) =>
      database.write((sql) => {
        const before = byId(sql, id);
        if (!before) return null;
        const row = {
          ...before,
          admin: Number(admin ?? before.admin),
          disabled: Number(disabled ?? before.disabled),
          ...(quota !== undefined && { quota: quota && JSON.stringify(quota), quota_at: Date.now() }),
        };
        const governs = (one: UserRow) => one.admin === 1 && one.disabled === 0;
        const others = "SELECT 1 FROM users WHERE admin = 1 AND disabled = 0 AND id <> ? LIMIT 1";
        if (governs(before) && !governs(row) && !sql.get(others, id)) throw new AppError("limit_reached");
        const query = "UPDATE users SET admin = ?, disabled = ?, quota = ?, quota_at = ? WHERE id = ?";
        sql.run(query, row.admin, row.disabled, row.quota, row.quota_at, id);
        return toUser(row);
      }),
    addReset: (userId, { tokenHash, expiresAt }, max) =>
      database.write((sql) => {
        sql.insert("password_resets", { token_hash: tokenHash, user_id: userId, expires_at: expiresAt });
        const older = `DELETE FROM password_resets WHERE user_id = ?1 AND token_hash NOT IN
          (SELECT token_hash FROM password_resets WHERE user_id = ?1 ORDER BY expires_at DESC LIMIT ?2)`;
        sql.run(older, userId, max);
      }),
    takeReset: (tokenHash, now) =>
      database.write((sql) => {
        const query = "SELECT user_id FROM password_resets WHERE token_hash = ? AND expires_at > ?";
        const found = sql.get<{ user_id: string }>(query, tokenHash, now);
        if (!found) return null;
        sql.run("DELETE FROM password_resets WHERE user_id = ?", found.user_id);
        return found.user_id;
      }),
    links: (id) => database.read((sql) => linksOf(sql, id)),
    unlink: (id, linkId, usable) =>
      database.write((sql) => {
        const links = linksOf(sql, id);
        const link = links.find((one) => one.id === linkId);
        if (!link) return null;
        const left = links.some((one) => one.id !== linkId && usable.includes(one.provider));
        if (!left && byId(sql, id)?.password_hash == null) throw new AppError("limit_reached");
        sql.run("DELETE FROM accounts WHERE user_id = ? AND id = ?", id, linkId);
        return link;
      }),
    async ensureAdmin() {
      const query = `UPDATE users SET admin = 1 WHERE id = (SELECT id FROM users ORDER BY created_at, id LIMIT 1)
        AND NOT EXISTS (SELECT 1 FROM users WHERE admin = 1)`;
      await database.write((sql) => sql.run(query));
    },
    remove: (id) => removal.user(id),
  };
}

function linksOf(sql: Sql, userId: string): LinkRecord[] {
  const rows = sql.all<LinkRecord>("SELECT id, provider FROM accounts WHERE user_id = ?", userId);
  return rows.map(({ id, provider }) => ({ id, provider })).sort((a, b) => (a.id < b.id ? -1 : 1));
}
