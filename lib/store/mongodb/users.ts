import { ObjectId } from "mongodb";
import { AppError } from "@/lib/errors";
import { isId, newId } from "@/lib/ids";
import type { UserRecord, UserStore } from "../types";
import type { Context } from "./client";
import type { UserDoc } from "./collections";
import { isDuplicateKey } from "./errors";
import { removeUser } from "./removal";
import { findUser } from "./visibility";

export function toUser(doc: UserDoc): UserRecord {
  return {
    id: doc._id.toHexString(),
    email: doc.email,
    name: doc.name,
    image: doc.image,
    ver: doc.ver,
    hasPassword: doc.passwordHash !== null,
    createdAt: doc.createdAt,
    updatedAt: doc.updatedAt,
  };
}

export const normalEmail = (email: string) => email.trim().toLowerCase();

const taken = (error: unknown) =>
  isDuplicateKey(error) ? new AppError("user_exists", { cause: error }) : error;

export function userStore(ctx: Context): UserStore {
  const users = ctx.c.users;
  return {
    async create({ email, name, passwordHash, image = null }) {
      const now = Date.now();
      const doc: UserDoc = {
        _id: new ObjectId(newId()),
        email: normalEmail(email),
        name,
        image,
        emailVerified: null,
        passwordHash,
        ver: 1,
        createdAt: now,
        updatedAt: now,
      };
      try {
        await users.insertOne(doc);
      } catch (error) {
        throw taken(error);
      }
      return toUser(doc);
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
      if (!isId(id)) return null;
      const set = {
        updatedAt: Date.now(),
        ...(name !== undefined && { name }),
        ...(email !== undefined && { email: normalEmail(email) }),
        ...(passwordHash !== undefined && { passwordHash }),
      };
      const change = passwordHash === undefined ? { $set: set } : { $set: set, $inc: { ver: 1 } };
      try {
        const doc = await users.findOneAndUpdate({ _id: new ObjectId(id) }, change, {
          returnDocument: "after",
        });
        return doc && toUser(doc);
      } catch (error) {
        throw taken(error);
      }
    },

    remove: (id) => removeUser(ctx, id),
  };
}
