import { newId } from "@/lib/ids";
import { chargeIn, emptyLedger, type KeyLedger, renewIn, reserveIn, spendingOf } from "../key-ledger";
import type { KeyDecision, KeyRecord, KeyStore, Scope } from "../types";
import type { Context } from "./client";
import type { KeyDoc } from "./collections";
import { Ledgers } from "./ledgers";
import { insertNumbered } from "./numbered";
import { pageBy } from "./paging";
import {
  findUser,
  hiddenOf,
  removedMeanwhile,
  scopeFilter,
  sharedProjects,
  visibleProject,
  wasRemoved,
} from "./visibility";

function toKey({ _id, slot: _slot, secrets: _secrets, ...rest }: KeyDoc): KeyRecord {
  return { id: _id, ...rest };
}

const unexpired = (now: number) => ({ $or: [{ expiresAt: null }, { expiresAt: { $gt: now } }] });

export function keyStore(ctx: Context): KeyStore {
  const keys = ctx.c.keys;
  const ledgers = new Ledgers<KeyLedger>(ctx.c.keyLedgers);

  const reaches = async (scope: Scope, projectId: string) =>
    (await visibleProject(ctx, scope, projectId)) !== null ||
    (await sharedProjects(ctx, scope)).includes(projectId);
  /** Whether owner and project are there, and the owner is not disabled. */
  async function lives({ ownerId, projectId }: KeyDoc): Promise<boolean> {
    const [user, gone] = await Promise.all([
      findUser(ctx, ownerId),
      // The project may be somebody else's.
      wasRemoved(ctx, [ownerId, ...(projectId === null ? [] : [projectId])]),
    ]);
    return user !== null && !user.disabled && !gone;
  }
  async function visible(scope: Scope, id: string): Promise<KeyDoc | null> {
    const doc = await keys.findOne({ _id: id, ...scopeFilter(scope) });
    return doc && (await lives(doc)) ? doc : null;
  }

  return {
    async create(scope, input, secret, limit) {
      if (scope.projectId !== undefined && input.projectId !== scope.projectId) return null;
      if (input.projectId !== null && !(await reaches(scope, input.projectId))) return null;
      const doc = await insertNumbered(keys, { ownerId: scope.ownerId }, limit, {
        _id: newId(),
        ownerId: scope.ownerId,
        ...input,
        prefix: secret.prefix,
        last4: secret.last4,
        createdAt: Date.now(),
        lastUsedAt: null,
        secrets: [{ ...secret, endsAt: null }],
      });
      if (
        await removedMeanwhile(ctx, [scope.ownerId, ...(input.projectId === null ? [] : [input.projectId])])
      ) {
        await keys.deleteOne({ _id: doc._id });
        return null;
      }
      return toKey(doc);
    },

    async get(scope, id) {
      const doc = await visible(scope, id);
      return doc && toKey(doc);
    },

    async list(scope, page) {
      const hidden = await hiddenOf(ctx, scope.ownerId);
      if (hidden.has(scope.ownerId)) return { items: [], nextCursor: null };
      const filter = {
        $and: [
          scopeFilter(scope),
          ...(page.projectId === undefined ? [] : [{ projectId: page.projectId }]),
          ...(hidden.size > 0 ? [{ projectId: { $nin: [...hidden] } }] : []),
        ],
      };
      const found = await pageBy(keys, filter, "createdAt", page);
      return { items: found.items.map(toKey), nextCursor: found.nextCursor };
    },

    async update(scope, id, patch) {
      const before = await visible(scope, id);
      if (!before || Object.keys(patch).length === 0) return before && toKey(before);
      const doc = await keys.findOneAndUpdate(
        { _id: id, ...scopeFilter(scope) },
        { $set: patch },
        { returnDocument: "after" },
      );
      return doc && toKey(doc);
    },

    async rotate(scope, id, secret, oldUntil) {
      for (;;) {
        const before = await visible(scope, id);
        if (!before) return null;
        const standing = before.secrets.filter(({ endsAt }) => endsAt === null);
        const secrets = [
          ...standing.map((old) => ({ ...old, endsAt: oldUntil })),
          { ...secret, endsAt: null },
        ];
        // Racing rotations: each must see the secret that the other one made.
        const doc = await keys.findOneAndUpdate(
          { _id: id, prefix: before.prefix, last4: before.last4, ...scopeFilter(scope) },
          { $set: { secrets, prefix: secret.prefix, last4: secret.last4 } },
          { returnDocument: "after" },
        );
        if (doc) return toKey(doc);
      }
    },

    async remove(scope, id) {
      const { deletedCount } = await keys.deleteOne({ _id: id, ...scopeFilter(scope) });
      if (deletedCount === 0) return false;
      await ctx.c.keyLedgers.deleteOne({ _id: id });
      return true;
    },

    async withPrefix(prefix, now) {
      const docs = await keys.find({ "secrets.prefix": prefix, ...unexpired(now) }).toArray();
      const found = await Promise.all(docs.map(async (doc) => ((await lives(doc)) ? [doc] : [])));
      return found
        .flat()
        .flatMap((doc) =>
          doc.secrets
            .filter((secret) => secret.prefix === prefix && (secret.endsAt === null || secret.endsAt > now))
            .map(({ endsAt: _ends, ...secret }) => ({ key: toKey(doc), secret })),
        );
    },

    async find(id, now) {
      const doc = await keys.findOne({ _id: id, ...unexpired(now) });
      return doc && (await lives(doc)) ? toKey(doc) : null;
    },

    async hasOrigin(origin, now) {
      const doc = await keys.findOne({ origins: origin, ...unexpired(now) });
      return doc !== null && (await lives(doc));
    },

    async touch(id, at) {
      await keys.updateOne({ _id: id }, { $max: { lastUsedAt: at } });
    },

    async reserve(id, caps, wish, now) {
      let decision: KeyDecision | undefined;
      await ledgers.change(id, (ledger) => {
        const next = reserveIn(ledger ?? emptyLedger(), caps, wish, now);
        decision = next.decision;
        return next.decision.ok ? next.ledger : null;
      });
      if (!decision) throw new Error("The ledger was not changed.");
      return decision;
    },

    renew: (id, holdId, until) => ledgers.change(id, (ledger) => ledger && renewIn(ledger, holdId, until)),
    charge: (id, holdId, used, now) =>
      ledgers.change(id, (ledger) => ledger && chargeIn(ledger, holdId, used, now)),

    async addUsage(ownerId, { promptTokens, completionTokens, ...of }) {
      const { keyId, day, projectId, model } = of;
      await ctx.c.keyUsage.updateOne(
        { _id: `${keyId}:${day}:${projectId}:${model}` },
        { $set: { ownerId, ...of }, $inc: { replies: 1, promptTokens, completionTokens } },
        { upsert: true },
      );
    },

    async usage(scope, { from, to, projectId = scope.projectId }) {
      const filter = { ownerId: scope.userId, day: { $gte: from, $lte: to } };
      const docs = await ctx.c.keyUsage
        .find({ ...filter, ...(projectId === undefined ? {} : { projectId }) })
        .toArray();
      return docs.map(({ _id, ownerId: _owner, ...record }) => record);
    },

    async spending(scope, id, now) {
      return (await visible(scope, id)) ? spendingOf((await ledgers.read(id)) ?? emptyLedger(), now) : null;
    },
  };
}
