import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { Credentials, UserRecord, UserStore } from "../types";
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
    hasPassword: row.password_hash !== null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export const normalEmail = (email: string) => email.trim().toLowerCase();

export function insertUser(
  sql: Sql,
  input: Pick<UserRow, "email" | "name" | "image" | "email_verified" | "password_hash">,
): UserRow {
  const now = Date.now();
  const row: UserRow = {
    ...input,
    id: newId(now),
    email: normalEmail(input.email),
    ver: 1,
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
    async create({ email, name, passwordHash, image = null }) {
      const row = { email, name, image, email_verified: null, password_hash: passwordHash };
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
    async update(id, patch) {
      const set = assignments({
        name: patch.name,
        email: patch.email === undefined ? undefined : normalEmail(patch.email),
        password_hash: patch.passwordHash,
        updated_at: Date.now(),
      });
      const raise = patch.passwordHash === undefined ? "" : ", ver = ver + 1";
      const query = `UPDATE users SET ${set.sql}${raise} WHERE id = ? RETURNING *`;
      const row = await database.write((sql) =>
        refuseTaken(() => sql.get<UserRow>(query, ...set.values, id)),
      );
      return row ? toUser(row) : null;
    },
    remove: (id) => removal.user(id),
  };
}
