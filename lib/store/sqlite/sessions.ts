import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { SessionKind, SessionRecord, SessionStore } from "../types";
import type { Database } from "./database";
import { isForeignKeyViolation } from "./failure";
import { toUser, type UserRow } from "./users";

type SessionRow = {
  id: string;
  user_id: string;
  kind: SessionKind;
  ver: number;
  user_agent: string;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
};

function toSession(row: SessionRow): SessionRecord {
  return {
    id: row.id,
    userId: row.user_id,
    kind: row.kind,
    ver: row.ver,
    userAgent: row.user_agent,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
  };
}

/** A session lives while it has not expired and no password change came after it. */
const LIVE = "JOIN users ON users.id = sessions.user_id AND users.ver = sessions.ver AND users.disabled = 0";

export function sessionStore(database: Database): SessionStore {
  return {
    async create(input) {
      const row: SessionRow = {
        id: input.id ?? newId(),
        user_id: input.userId,
        kind: input.kind,
        ver: input.ver,
        user_agent: input.userAgent,
        created_at: input.createdAt,
        last_seen_at: input.createdAt,
        expires_at: input.expiresAt,
      };
      try {
        await database.write((sql) => sql.insert("sessions", row));
      } catch (error) {
        // The account was removed while its owner was signing in.
        if (isForeignKeyViolation(error)) throw new AppError("unauthenticated", { cause: error });
        throw error;
      }
      return toSession(row);
    },
    find: (id, now) =>
      database.read((sql) => {
        const query = `SELECT sessions.* FROM sessions ${LIVE} WHERE sessions.id = ? AND expires_at > ?`;
        const session = sql.get<SessionRow>(query, id, now);
        const user = session && sql.get<UserRow>("SELECT * FROM users WHERE id = ?", session.user_id);
        return session && user ? { session: toSession(session), user: toUser(user) } : null;
      }),
    async list(userId, now) {
      const query = `SELECT sessions.* FROM sessions ${LIVE} WHERE user_id = ? AND expires_at > ?
        ORDER BY last_seen_at DESC, sessions.id DESC`;
      return (await database.read((sql) => sql.all<SessionRow>(query, userId, now))).map(toSession);
    },
    async touch(id, lastSeenAt, expiresAt) {
      const query = `UPDATE sessions SET last_seen_at = max(last_seen_at, ?), expires_at = coalesce(?, expires_at)
        WHERE id = ?`;
      await database.write((sql) => sql.run(query, lastSeenAt, expiresAt ?? null, id));
    },
    async revoke(userId, id) {
      const query = "DELETE FROM sessions WHERE id = ? AND user_id = ?";
      return (await database.write((sql) => sql.run(query, id, userId))) > 0;
    },
    revokeAll: (userId, except) =>
      database.write((sql) =>
        sql.run("DELETE FROM sessions WHERE user_id = ? AND id IS NOT ?", userId, except ?? null),
      ),
  };
}
