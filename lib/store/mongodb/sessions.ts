import { newId } from "@/lib/ids";
import type { SessionRecord, SessionStore } from "../types";
import type { Context } from "./client";
import type { SessionDoc } from "./collections";
import { toUser } from "./users";
import { findUser } from "./visibility";

function toSession({ _id, ...rest }: SessionDoc): SessionRecord {
  return { id: _id, ...rest };
}

export function sessionStore(ctx: Context): SessionStore {
  const sessions = ctx.c.sessions;
  return {
    async create({ id = newId(), userId, kind, ver, userAgent, createdAt, expiresAt }) {
      const doc: SessionDoc = {
        _id: id,
        userId,
        kind,
        ver,
        userAgent,
        createdAt,
        lastSeenAt: createdAt,
        expiresAt,
      };
      await sessions.insertOne(doc);
      return toSession(doc);
    },

    async find(id, now, userId) {
      const [session, ahead] = await Promise.all([
        ctx.reads.session(id),
        userId === undefined ? null : findUser(ctx, userId),
      ]);
      if (!session || session.expiresAt <= now) return null;
      const user = session.userId === userId ? ahead : await findUser(ctx, session.userId);
      if (!user || user.disabled || user.ver !== session.ver) return null;
      return { session: toSession(session), user: toUser(user) };
    },

    async list(userId, now) {
      const user = await findUser(ctx, userId);
      if (!user) return [];
      const rows = await sessions
        .find({ userId, ver: user.ver, expiresAt: { $gt: now } })
        .sort({ lastSeenAt: -1, _id: -1 })
        .toArray();
      return rows.map(toSession);
    },

    async touch(id, lastSeenAt, expiresAt) {
      await sessions.updateOne(
        { _id: id },
        { $max: { lastSeenAt }, ...(expiresAt !== undefined && { $set: { expiresAt } }) },
      );
    },

    async revoke(userId, id) {
      return (await sessions.deleteOne({ _id: id, userId })).deletedCount === 1;
    },

    async revokeAll(userId, except) {
      const others = except === undefined ? { userId } : { userId, _id: { $ne: except } };
      return (await sessions.deleteMany(others)).deletedCount;
    },
  };
}
