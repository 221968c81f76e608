import type { Adapter, AdapterAccount, AdapterSession, AdapterUser } from "next-auth/adapters";
import { newId } from "@/lib/ids";
import type { Database } from "./database";
import type { Removal } from "./removal";
import { assignments, type Sql } from "./sql";
import { insertUser, normalEmail, refuseTaken, type UserRow } from "./users";

type AccountRow = {
  id: string;
  user_id: string;
  provider: string;
  provider_account_id: string;
  data: string;
};
type SessionRow = { id: string; session_token: string; user_id: string; expires: number };
type TokenRow = { identifier: string; token: string; expires: number };
type Provider = Pick<AdapterAccount, "provider" | "providerAccountId">;
type StoredSession = AdapterSession & { id: string };

const toUser = (row: UserRow): AdapterUser => ({
  id: row.id,
  email: row.email,
  name: row.name,
  image: row.image,
  emailVerified: row.email_verified === null ? null : new Date(row.email_verified),
});
const toSession = (row: SessionRow): StoredSession => ({
  id: row.id,
  sessionToken: row.session_token,
  userId: row.user_id,
  expires: new Date(row.expires),
});
const toAccount = (row: AccountRow): AdapterAccount => ({
  ...(JSON.parse(row.data) as Pick<AdapterAccount, "type">),
  id: row.id,
  userId: row.user_id,
  provider: row.provider,
  providerAccountId: row.provider_account_id,
});

const orNull = <Row, T>(row: Row | undefined, map: (row: Row) => T): T | null => (row ? map(row) : null);
const userById = (sql: Sql, id: string) => sql.get<UserRow>("SELECT * FROM users WHERE id = ?", id);

/** A user as next-auth knows one; somebody whose provider gives no name goes by the first part of the address. */
function create(sql: Sql, user: Omit<AdapterUser, "id">): UserRow {
  return insertUser(sql, {
    email: user.email,
    name: user.name?.trim() || (user.email.split("@")[0] ?? ""),
    image: user.image ?? null,
    email_verified: user.emailVerified?.getTime() ?? null,
    password_hash: null,
  });
}

/** next-auth 4's adapter over the store's own users: https://next-auth.js.org/tutorials/creating-a-database-adapter */
export function authAdapter(database: Database, removal: Removal): Adapter {
  return { ...userMethods(database, removal), ...sessionMethods(database), ...tokenMethods(database) };
}

function userMethods(database: Database, removal: Removal): Adapter {
  return {
    createUser: async (user: Omit<AdapterUser, "id">) =>
      toUser(await database.write((sql) => create(sql, user))),
    getUser: async (id) => orNull(await database.read((sql) => userById(sql, id)), toUser),
    async getUserByEmail(email) {
      const query = "SELECT * FROM users WHERE email = ?";
      return orNull(await database.read((sql) => sql.get<UserRow>(query, normalEmail(email))), toUser);
    },
    async getUserByAccount({ provider, providerAccountId }: Provider) {
      const query = `SELECT users.* FROM accounts JOIN users ON users.id = accounts.user_id
        WHERE provider = ? AND provider_account_id = ?`;
      return orNull(
        await database.read((sql) => sql.get<UserRow>(query, provider, providerAccountId)),
        toUser,
      );
    },
    async updateUser(user) {
      const set = assignments({
        name: user.name ?? undefined,
        email: user.email === undefined ? undefined : normalEmail(user.email),
        image: user.image,
        email_verified: user.emailVerified === null ? null : user.emailVerified?.getTime(),
        updated_at: Date.now(),
      });
      const query = `UPDATE users SET ${set.sql} WHERE id = ? RETURNING *`;
      const row = await database.write((sql) =>
        refuseTaken(() => sql.get<UserRow>(query, ...set.values, user.id)),
      );
      if (!row) throw new Error("There is no such user.");
      return toUser(row);
    },
    async deleteUser(id: string) {
      await removal.user(id);
    },
    async linkAccount(account: AdapterAccount) {
      const { userId, provider, providerAccountId, id: _, ...data } = account;
      const row: AccountRow = {
        id: newId(),
        user_id: userId,
        provider,
        provider_account_id: providerAccountId,
        data: JSON.stringify(data),
      };
      await database.write((sql) => sql.insert("accounts", row));
      return toAccount(row);
    },
    async unlinkAccount({ provider, providerAccountId }: Provider) {
      const query = "DELETE FROM accounts WHERE provider = ? AND provider_account_id = ? RETURNING *";
      const row = await database.write((sql) => sql.get<AccountRow>(query, provider, providerAccountId));
      return row && toAccount(row);
    },
  };
}

function sessionMethods(database: Database): Adapter {
  return {
    async createSession({ sessionToken, userId, expires }) {
      const row = { id: newId(), session_token: sessionToken, user_id: userId, expires: expires.getTime() };
      await database.write((sql) => sql.insert("adapter_sessions", row));
      return toSession(row);
    },
    getSessionAndUser: (token) =>
      database.read((sql) => {
        const session = sql.get<SessionRow>("SELECT * FROM adapter_sessions WHERE session_token = ?", token);
        const user = session && userById(sql, session.user_id);
        return session && user ? { session: toSession(session), user: toUser(user) } : null;
      }),
    async updateSession({ sessionToken, expires, userId }) {
      const query = `UPDATE adapter_sessions SET expires = coalesce(?, expires), user_id = coalesce(?, user_id)
        WHERE session_token = ? RETURNING *`;
      const values = [expires?.getTime() ?? null, userId ?? null, sessionToken];
      return orNull(await database.write((sql) => sql.get<SessionRow>(query, ...values)), toSession);
    },
    async deleteSession(token: string) {
      const query = "DELETE FROM adapter_sessions WHERE session_token = ? RETURNING *";
      return orNull(await database.write((sql) => sql.get<SessionRow>(query, token)), toSession);
    },
  };
}

function tokenMethods(database: Database): Adapter {
  return {
    async createVerificationToken(token) {
      const { identifier, expires } = token;
      await database.write((sql) =>
        sql.insert("verification_tokens", { identifier, token: token.token, expires: expires.getTime() }),
      );
      return token;
    },
    async useVerificationToken({ identifier, token }) {
      const query = "DELETE FROM verification_tokens WHERE identifier = ? AND token = ? RETURNING *";
      const row = await database.write((sql) => sql.get<TokenRow>(query, identifier, token));
      return orNull(row, ({ expires }) => ({ identifier, token, expires: new Date(expires) }));
    },
  };
}
