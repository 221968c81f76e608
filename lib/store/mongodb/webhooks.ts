import { newId } from "@/lib/ids";
import type { DeliveryRecord, Scope, WebhookRecord, WebhookStore } from "../types";
import { DISABLED_NOTE } from "../webhook-note";
import type { Context } from "./client";
import type { DeliveryDoc, WebhookDoc } from "./collections";
import { isProven, putEvent } from "./deliveries";
import { insertNumbered } from "./numbered";
import { pageBy } from "./paging";
import { scopeFilter, visibleProject, wasRemoved } from "./visibility";

const toWebhook = ({ _id, slot: _slot, ...rest }: WebhookDoc): WebhookRecord => ({ id: _id, ...rest });
const toDelivery = ({ _id, lease: _lease, proof: _proof, ...rest }: DeliveryDoc): DeliveryRecord => ({
  id: _id,
  ...rest,
});

export function webhookStore(ctx: Context): WebhookStore {
  const { webhooks, deliveries } = ctx.c;
  async function visible(scope: Scope, projectId: string, id: string): Promise<WebhookDoc | null> {
    if (!(await visibleProject(ctx, scope, projectId))) return null;
    return webhooks.findOne({ $and: [scopeFilter(scope), { _id: id, projectId }] });
  }

  return {
    async create(scope, projectId, { url, events, secret }, limit) {
      const project = await visibleProject(ctx, scope, projectId);
      if (!project) return null;
      const doc = await insertNumbered(webhooks, { projectId }, limit, {
        _id: newId(),
        ownerId: project.ownerId,
        projectId,
        url,
        events,
        secret,
        oldSecret: null,
        oldUntil: 0,
        enabled: true,
        failingSince: null,
        createdAt: Date.now(),
      });
      if (await wasRemoved(ctx, [project.ownerId, projectId])) {
        await webhooks.deleteOne({ _id: doc._id });
        return null;
      }
      return toWebhook(doc);
    },

    async list(scope, projectId) {
      if (!(await visibleProject(ctx, scope, projectId))) return [];
      const filter = { $and: [scopeFilter(scope), { projectId }] };
      return (await webhooks.find(filter).sort({ createdAt: 1, _id: 1 }).toArray()).map(toWebhook);
    },

    async get(scope, projectId, id) {
      const doc = await visible(scope, projectId, id);
      return doc && toWebhook(doc);
    },

    async update(scope, projectId, id, patch) {
      const before = await visible(scope, projectId, id);
      if (!before || Object.keys(patch).length === 0) return before && toWebhook(before);
      const doc = await webhooks.findOneAndUpdate({ _id: id }, { $set: patch }, { returnDocument: "after" });
      if (patch.enabled === false) await giveUp(ctx, id);
      return doc && toWebhook(doc);
    },

    async sealedSecrets() {
      const found = await webhooks.find({ _id: { $gt: "" } }).toArray();
      return found.map(({ _id, secret, oldSecret }) => ({ id: _id, secret, oldSecret }));
    },

    async reseal(id, kept, resealed) {
      const put = async (field: "secret" | "oldSecret") =>
        (await webhooks.updateOne({ _id: id, [field]: kept }, { $set: { [field]: resealed } })).matchedCount;
      return (await put("secret")) + (await put("oldSecret")) > 0;
    },

    async remove(scope, projectId, id) {
      if (!(await visible(scope, projectId, id))) return false;
      const { deletedCount } = await webhooks.deleteOne({ _id: id });
      await deliveries.deleteMany({ webhookId: id });
      return deletedCount === 1;
    },

    async enqueue(event, keep, now, only) {
      return (await putEvent(ctx, { event, keep, now }, { only })).length;
    },

    async claim({ lease, leaseUntil, now, busy }) {
      const passed = [...busy];
      for (;;) {
        const doc = await deliveries.findOneAndUpdate(
          { status: "pending", dueAt: { $lte: now }, webhookId: { $nin: passed } },
          { $set: { lease, dueAt: leaseUntil }, $inc: { attempts: 1 } },
          { sort: { dueAt: 1 }, returnDocument: "after" },
        );
        if (!doc) return null;
        const webhook = await webhooks.findOne({ _id: doc.webhookId });
        const removed = !webhook || (await wasRemoved(ctx, [webhook.ownerId, webhook.projectId]));
        if (doc.proof && !(await isProven(ctx, doc))) continue;
        if (webhook?.enabled && !removed) return { delivery: toDelivery(doc), webhook: toWebhook(webhook) };
        passed.push(doc.webhookId);
        if (removed) await deliveries.deleteMany({ webhookId: doc.webhookId });
        else await giveUp(ctx, doc.webhookId);
      }
    },

    async recordAttempt({ deliveryId, lease }, outcome) {
      const done = await deliveries.updateOne(
        { _id: deliveryId, lease },
        { $set: { ...outcome, lease: null } },
      );
      return done.matchedCount === 1;
    },

    async noteHealth(webhookId, ok, now, disableAfter) {
      if (ok) {
        await webhooks.updateOne(
          { _id: webhookId, failingSince: { $ne: null } },
          { $set: { failingSince: null } },
        );
        return false;
      }
      await webhooks.updateOne({ _id: webhookId, failingSince: null }, { $set: { failingSince: now } });
      const long = { _id: webhookId, enabled: true, failingSince: { $ne: null, $lte: now - disableAfter } };
      const disabled = (await webhooks.updateOne(long, { $set: { enabled: false } })).modifiedCount === 1;
      if (disabled) await giveUp(ctx, webhookId);
      return disabled;
    },

    async nextDue() {
      const [first] = await deliveries
        .find({ status: "pending" }, { projection: { dueAt: 1 } })
        .sort({ dueAt: 1 })
        .limit(1)
        .toArray();
      return first?.dueAt ?? null;
    },

    async deliveries(scope, projectId, webhookId, page) {
      if (!(await visible(scope, projectId, webhookId))) return { items: [], nextCursor: null };
      const found = await pageBy(deliveries, { webhookId }, "createdAt", page);
      return { items: found.items.map(toDelivery), nextCursor: found.nextCursor };
    },

    async resend(scope, projectId, webhookId, id, now) {
      if (!(await visible(scope, projectId, webhookId))) return null;
      await deliveries.updateOne(
        { _id: id, webhookId, lease: null },
        { $set: { status: "pending", attempts: 0, dueAt: now } },
      );
      const doc = await deliveries.findOne({ _id: id, webhookId });
      return doc && toDelivery(doc);
    },
  };
}

async function giveUp(ctx: Context, webhookId: string): Promise<void> {
  await ctx.c.deliveries.updateMany(
    { webhookId, status: "pending" },
    { $set: { status: "failed", lease: null, lastError: DISABLED_NOTE } },
  );
}
