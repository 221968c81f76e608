import { ObjectId } from "mongodb";
import { newId } from "@/lib/ids";
import type { InstallationState, InstallationStore } from "../types";
import type { Context } from "./client";
import { type AuditDoc, BODIES, type Collections } from "./collections";
import { isDuplicateKey } from "./errors";
import { pageBy } from "./paging";

export function installationStore(ctx: Context): InstallationStore {
  const { installation, audit, leases, faults } = ctx.c;
  const state = async <K extends keyof InstallationState>(name: K) => {
    const doc = await installation.findOne({ _id: name });
    return doc && "value" in doc ? (doc.value as InstallationState[K]) : null;
  };
  return {
    async settings() {
      const doc = await installation.findOne({ _id: "sign-up" });
      if (!doc || "value" in doc || "userId" in doc) return {};
      const { _id, ...settings } = doc;
      return settings;
    },

    async putSettings(patch) {
      await installation.updateOne({ _id: "sign-up" }, { $set: patch }, { upsert: true });
    },

    state,

    async putState(name, value) {
      if (value === null) await installation.deleteOne({ _id: name });
      else await installation.updateOne({ _id: name }, { $set: { value } }, { upsert: true });
    },

    async initState(name, value) {
      try {
        await installation.updateOne({ _id: name }, { $setOnInsert: { value } }, { upsert: true });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
      return (await state(name)) ?? value;
    },

    async takeLease(name, owner, until, now) {
      const free = { _id: name, $or: [{ owner }, { until: { $lte: now } }] };
      try {
        await leases.updateOne(free, { $set: { owner, until } }, { upsert: true });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },

    async addFaults(day, counts, at) {
      for (const [code, count] of Object.entries(counts)) {
        const change = { $inc: { count }, $set: { lastAt: at }, $setOnInsert: { day, code } };
        await faults.updateOne({ _id: `${day} ${code}` }, change, { upsert: true });
      }
    },

    async size() {
      const [all, chunks] = await Promise.all([
        ctx.db.command({ dbStats: 1 }),
        ctx.db.command({ collStats: `${BODIES}.chunks` }),
      ]);
      const files: number = chunks.size ?? 0;
      return { database: Math.max(0, Math.round(all.dataSize + (all.indexSize ?? 0) - files)), files };
    },

    async work() {
      const { c } = ctx;
      // By the index.
      const anyDue = { dueAt: { $gte: 0 } };
      const [replies, filesWaiting, filesReading, filesFailed, tests] = await Promise.all([
        c.runs.countDocuments({ status: "active" }),
        c.jobs.countDocuments({ ...anyDue, lease: null }),
        c.jobs.countDocuments({ ...anyDue, lease: { $ne: null } }),
        c.files.countDocuments({ status: "failed" }),
        c.evalRuns.countDocuments({ status: { $in: ["queued", "running"] } }),
      ]);
      return { replies, filesWaiting, filesReading, filesFailed, tests };
    },

    async faults(day) {
      const found = await faults.find({ day }).toArray();
      return found
        .map(({ code, count, lastAt }) => ({ code, count, lastAt }))
        .sort((a, b) => (a.code < b.code ? -1 : 1));
    },

    async addAudit({ at, actorId, action, targetId, detail, address }) {
      await audit.insertOne({ _id: newId(at), at, actorId, action, targetId, detail, address });
    },

    async listAudit({ action, actorId, targetId, from, to, ...page }) {
      const filter = {
        ...(action !== undefined && { action }),
        ...(actorId !== undefined && { actorId }),
        ...(targetId !== undefined && { targetId }),
        ...((from !== undefined || to !== undefined) && {
          at: { ...(from !== undefined && { $gte: from }), ...(to !== undefined && { $lt: to }) },
        }),
      };
      const { items, nextCursor } = await pageBy(audit, filter, "at", page);
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
