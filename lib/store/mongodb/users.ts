import { ObjectId } from "mongodb";
import { AppError, invalid } from "@/lib/errors";
import { isId, newId } from "@/lib/ids";
import { decodeCursor } from "../cursor";
import { pageOf } from "../paging";
import type { LinkRecord, UserRecord, UserStore } from "../types";
import type { Context } from "./client";
import type { UserDoc } from "./collections";
import { isDuplicateKey } from "./errors";
import { appointFirst } from "./installation";
import { beyond, literalPattern } from "./paging";
import { removeUser } from "./removal";
import { findUser } from "./visibility";

export function toUser(doc: UserDoc): UserRecord {
  return {
    id: doc._id.toHexString(),
    email: doc.email,
    name: doc.name,
    image: doc.image,
    ver: doc.ver,
    admin: doc.admin === true,
    disabled: doc.disabled === true,
    hasPassword: doc.passwordHash !== null,
    emailVerified: doc.emailVerified !== null,
    awaitsVerification: doc.awaitsVerification === true,
    quota: doc.quota ?? null,
    quotaAt: doc.quotaAt ?? 0,
    createdAt: doc.createdAt,
    updatedAt: doc.updatedAt,
  };
}

const toLink = ({ _id, provider }: { _id: ObjectId; provider: string }): LinkRecord => ({
  id: _id.toHexString(),
  provider,
});

export const normalEmail = (email: string) => email.trim().toLowerCase();

const taken = (error: unknown) =>
  isDuplicateKey(error) ? new AppError("user_exists", { cause: error }) : error;

/** Sees to it that somebody administers; the account as it is then, when it was the first. */
export async function withFirstAdmin(ctx: Context, id: ObjectId): Promise<UserDoc | null> {
  const { users } = ctx.c;
  if (await users.findOne({ admin: true }, { projection: { _id: 1 } })) return null;
  await appointFirst(ctx.c);
  return users.findOne({ _id: id });
}

function olderThan([createdAt, id]: [number, string]) {
  if (!isId(id)) throw invalid("cursor", "cursor is not valid");
  return beyond("createdAt", [createdAt, new ObjectId(id)], -1);
}

export function userStore(ctx: Context): UserStore {
  const users = ctx.c.users;
  return {
    async create({ email, name, passwordHash, image = null, awaitsVerification = false }) {
      const now = Date.now();
      const doc: UserDoc = {
        _id: new ObjectId(newId()),
        email: normalEmail(email),
        name,
        image,
        emailVerified: null,
        passwordHash,
        ver: 1,
        ...(awaitsVerification ? { awaitsVerification } : {}),
        createdAt: now,
        updatedAt: now,
      };
      try {
        await users.insertOne(doc);
      } catch (error) {
        throw taken(error);
      }
      return toUser((await withFirstAdmin(ctx, doc._id)) ?? doc);
    },

    async get(id) {
      const doc = await findUser(ctx, id);
      return doc && toUser(doc);
    },

    async credentialsByEmail(email) {
      const doc = await users.findOne({ email: normalEmail(email) });
      return doc && { user: toUser(doc), passwordHash: doc.passwordHash };
    },

    async credentialsById(id) {
      const doc = await findUser(ctx, id);
      return doc && { user: toUser(doc), passwordHash: doc.passwordHash };
    },

    async update(id, { name, email, passwordHash }) {
      const before = await findUser(ctx, id);
      if (!before) return null;
      const moved = email !== undefined && normalEmail(email) !== before.email;
      const set = {
        updatedAt: Date.now(),
        ...(name !== undefined && { name }),
        ...(email !== undefined && { email: normalEmail(email) }),
        ...(moved && { emailVerified: null }),
        ...(passwordHash !== undefined && { passwordHash }),
      };
      const change = passwordHash === undefined ? { $set: set } : { $set: set, $inc: { ver: 1 } };
      try {
        const doc = await users.findOneAndUpdate({ _id: new ObjectId(id) }, change, {
          returnDocument: "after",
        });
        if (moved) await ctx.c.passwordResets.deleteMany({ userId: id });
        return doc && toUser(doc);
      } catch (error) {
        throw taken(error);
      }
    },

    async verifyEmail(id, email, now) {
      if (!isId(id)) return false;
      const verified = {
        $set: { emailVerified: new Date(now) },
        $unset: { awaitsVerification: "" as const },
      };
      const { matchedCount } = await users.updateOne(
        { _id: new ObjectId(id), email: normalEmail(email) },
        verified,
      );
      return matchedCount === 1;
    },

    async list({ q, limit, cursor }) {
      const after = cursor ? decodeCursor(cursor, ["number", "string"]) : null;
      const found = q ? { $regex: literalPattern(q), $options: "i" } : null;
      const filter = {
        $and: [
          ...(found ? [{ $or: [{ email: found }, { name: found }] }] : []),
          ...(after ? [olderThan(after)] : []),
          {},
        ],
      };
      const newest = users.find(filter).sort({ createdAt: -1, _id: -1 });
      const docs = await newest.limit(limit + 1).toArray();
      return pageOf(docs, limit, toUser, ({ createdAt, id }) => [createdAt, id]);
    },

    async setAccess(id, { admin, disabled, quota }) {
      const before = await findUser(ctx, id);
      if (!before) return null;
      const set = {
        ...(admin !== undefined && { admin }),
        ...(disabled !== undefined && { disabled }),
        ...(quota !== undefined && { quota, quotaAt: Date.now() }),
      };
      if (Object.keys(set).length === 0) return toUser(before);
      const governs = (user: Pick<UserDoc, "admin" | "disabled">) => user.admin === true && !user.disabled;
      const loses = governs(before) && !governs({ ...before, ...set });
      const governed = (filter: object) =>
        users.findOne({ admin: true, disabled: { $ne: true }, ...filter }, { projection: { _id: 1 } });
      if (loses && !(await governed({ _id: { $ne: before._id } }))) throw new AppError("limit_reached");
      const after = await users.findOneAndUpdate(
        { _id: before._id },
        { $set: set },
        { returnDocument: "after" },
      );
      if (!after) return null;
      // Looked at again after writing: of two who step down at once, never both do.
      if (loses && !(await governed({}))) {
        const was = { admin: before.admin === true, disabled: before.disabled === true };
        await users.updateOne({ _id: before._id }, { $set: was });
        throw new AppError("limit_reached");
      }
      return toUser(after);
    },

    async addReset(userId, { tokenHash, expiresAt }, max) {
      const { passwordResets } = ctx.c;
      await passwordResets.insertOne({ _id: tokenHash, userId, expiresAt });
      const older = await passwordResets.find({ userId }).sort({ expiresAt: -1 }).skip(max).toArray();
      if (older.length > 0) await passwordResets.deleteMany({ _id: { $in: older.map(({ _id }) => _id) } });
    },

    async takeReset(tokenHash, now) {
      const { passwordResets } = ctx.c;
      const doc = await passwordResets.findOneAndDelete({ _id: tokenHash, expiresAt: { $gt: now } });
      if (!doc) return null;
      await passwordResets.deleteMany({ userId: doc.userId });
      return doc.userId;
    },

    async links(id) {
      if (!isId(id)) return [];
      const docs = await ctx.c.accounts.find({ userId: new ObjectId(id) }).toArray();
      return docs.map(toLink).sort((a, b) => (a.id < b.id ? -1 : 1));
    },

    async unlink(id, linkId, usable) {
      if (!isId(id) || !isId(linkId)) return null;
      const { accounts } = ctx.c;
      const userId = new ObjectId(id);
      const link = await accounts.findOneAndDelete({ _id: new ObjectId(linkId), userId });
      if (!link) return null;
      // Looked at after deleting: of two who take the last two at once, one puts theirs back.
      const [left, user] = await Promise.all([
        accounts.findOne({ userId, provider: { $in: [...usable] } }, { projection: { _id: 1 } }),
        findUser(ctx, id),
      ]);
      if (left || !user || user.passwordHash !== null) return toLink(link);
      await accounts.insertOne(link);
      throw new AppError("limit_reached");
    },

    async ensureAdmin() {
      if (await users.findOne({ admin: true }, { projection: { _id: 1 } })) return;
      await users.findOneAndUpdate({}, { $set: { admin: true } }, { sort: { createdAt: 1, _id: 1 } });
    },

    remove: (id) => removeUser(ctx, id),
  };
}
