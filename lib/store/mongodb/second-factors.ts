import type { SecondFactorStore } from "../types";
import type { Context } from "./client";
import { isDuplicateKey } from "./errors";
import { findUser } from "./visibility";

export function secondFactorStore(ctx: Context): SecondFactorStore {
  const { secondFactors } = ctx.c;
  return {
    async get(userId) {
      const doc = await secondFactors.findOne({ _id: userId });
      if (!doc) return null;
      const { _id, usedStep: _step, ...rest } = doc;
      return { userId: _id, ...rest };
    },
    async on(userIds) {
      const found = secondFactors.find({ _id: { $in: userIds }, confirmedAt: { $ne: null } });
      return new Set((await found.project<{ _id: string }>({ _id: 1 }).toArray()).map(({ _id }) => _id));
    },
    async begin(userId, secret) {
      if (!(await findUser(ctx, userId))) return false;
      const fresh = { usedStep: 0, recovery: [], confirmedAt: null };
      try {
        await secondFactors.updateOne(
          { _id: userId, confirmedAt: null },
          { $set: { secret, ...fresh } },
          { upsert: true },
        );
      } catch (error) {
        // A confirmed one stands, which the filter leaves out.
        if (isDuplicateKey(error)) return false;
        throw error;
      }
      if (await findUser(ctx, userId)) return true;
      await secondFactors.deleteOne({ _id: userId });
      return false;
    },
    async confirm(userId, secret, recovery, now) {
      const { modifiedCount } = await secondFactors.updateOne(
        { _id: userId, secret, confirmedAt: null },
        { $set: { confirmedAt: now, recovery } },
      );
      return modifiedCount === 1;
    },
    async takeStep(userId, step) {
      const { modifiedCount } = await secondFactors.updateOne(
        { _id: userId, usedStep: { $lt: step } },
        { $set: { usedStep: step } },
      );
      return modifiedCount === 1;
    },
    async takeRecovery(userId, hash) {
      const { modifiedCount } = await secondFactors.updateOne(
        { _id: userId, recovery: hash },
        { $pull: { recovery: hash } },
      );
      return modifiedCount === 1;
    },
    async putRecovery(userId, recovery) {
      const { matchedCount } = await secondFactors.updateOne(
        { _id: userId, confirmedAt: { $ne: null } },
        { $set: { recovery } },
      );
      return matchedCount === 1;
    },
    async sealed() {
      const found = secondFactors
        .find({ _id: { $gt: "" } })
        .project<{ _id: string; secret: string }>({ secret: 1 });
      return (await found.toArray()).map(({ _id, secret }) => ({ userId: _id, secret }));
    },
    async reseal(userId, secret, resealed) {
      const change = { $set: { secret: resealed } };
      return (await secondFactors.updateOne({ _id: userId, secret }, change)).matchedCount === 1;
    },
    async remove(userId) {
      return (await secondFactors.deleteOne({ _id: userId })).deletedCount === 1;
    },
  };
}
