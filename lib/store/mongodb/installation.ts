import { ObjectId } from "mongodb";
import { newId } from "@/lib/ids";
import type { InstallationStore } from "../types";
import type { Context } from "./client";
import type { AuditDoc, Collections } from "./collections";
import { isDuplicateKey } from "./errors";
import { pageBy } from "./paging";

export function installationStore(ctx: Context): InstallationStore {
  const { installation, audit } = ctx.c;
  return {
    async settings() {
      const doc = await installation.findOne({ _id: "sign-up" });
      return doc && "signUp" in doc ? { signUp: doc.signUp, domains: doc.domains } : null;
    },

    async putSettings({ signUp, domains }) {
      await installation.updateOne({ _id: "sign-up" }, { $set: { signUp, domains } }, { upsert: true });
    },

    async addAudit({ at, actorId, action, targetId, detail, address }) {
      await audit.insertOne({ _id: newId(at), at, actorId, action, targetId, detail, address });
    },

    async listAudit(page) {
      const { items, nextCursor } = await pageBy(audit, {}, "at", page);
      return { items: items.map(({ _id, ...rest }: AuditDoc) => ({ id: _id, ...rest })), nextCursor };
    },
  };
}

/**
 * Makes the oldest account the administrator, once in the life of an installation: of several processes one names it, and
 * whoever comes later, after a crash too, makes the one that was named.
 */
export async function appointFirst({ users, installation }: Collections): Promise<void> {
  const [oldest] = await users.find().sort({ createdAt: 1, _id: 1 }).limit(1).toArray();
  if (!oldest) return;
  const id = { _id: "first-admin" as const };
  try {
    await installation.updateOne(
      id,
      { $setOnInsert: { userId: oldest._id.toHexString() } },
      { upsert: true },
    );
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  const named = await installation.findOne(id);
  if (!named || !("userId" in named)) return;
  const none = { admin: { $exists: false } };
  const { matchedCount } = await users.updateOne(
    { _id: new ObjectId(named.userId), ...none },
    { $set: { admin: true } },
  );
  if (matchedCount > 0 || (await users.findOne({ _id: new ObjectId(named.userId) }))) return;
  // The one that was named is gone: only an installation that began anew has another first account.
  if ((await users.countDocuments({}, { limit: 2, hint: { _id: 1 } })) !== 1) return;
  await installation.updateOne(id, { $set: { userId: oldest._id.toHexString() } });
  await users.updateOne({ _id: oldest._id }, { $set: { admin: true } });
}
