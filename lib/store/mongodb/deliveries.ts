import { newId } from "@/lib/ids";
import type { ToldEvent } from "../types";
import type { Context } from "./client";
import type { DeliveryDoc } from "./collections";
import { isDuplicateKey } from "./errors";
import { wasRemoved } from "./visibility";

/*
 * An event and the change that it tells are two writes here. A reply's event comes before the end of its run, which whoever
 * recovers the run writes again. A rating has no such second chance: its event is put up before it, due only later, and
 * names the message that proves it. The rating carries the event's name; who finds the event due and unproven drops it.
 */

/** How long an event waits for its proof; no write takes as long. Milliseconds. */
const PROOF_MS = 30_000;

/** @returns the webhooks for which a delivery was put up */
export async function putEvent(
  ctx: Context,
  told: ToldEvent,
  { only, proof = null }: { only?: string | undefined; proof?: string | null } = {},
): Promise<string[]> {
  const { projectId, event } = told.event;
  const wanted =
    only === undefined ? await ctx.reads.listeners(projectId, event) : await enabled(ctx, projectId, only);
  const put: string[] = [];
  for (const _id of wanted) if (await putDelivery(ctx, _id, told, proof)) put.push(_id);
  // Asked after the inserts: a removal that began before them does not know of them.
  if (put.length > 0 && (await wasRemoved(ctx, [projectId]))) {
    await ctx.c.deliveries.deleteMany({ projectId });
    return [];
  }
  return put;
}

async function enabled({ c }: Context, projectId: string, _id: string): Promise<string[]> {
  const webhook = await c.webhooks.findOne({ _id, projectId, enabled: true }, { projection: { _id: 1 } });
  return webhook ? [_id] : [];
}

/** Puts an event up that the message will prove. */
export const holdEvent = (ctx: Context, told: ToldEvent, proof: string): Promise<string[]> =>
  putEvent(ctx, told, { proof });

/** The message proves it: due at once. */
export async function releaseEvent(ctx: Context, webhookIds: string[], messageId: string): Promise<void> {
  await ctx.c.deliveries.updateMany(
    { webhookId: { $in: webhookIds }, messageId, proof: { $ne: null }, lease: null },
    { $set: { proof: null, dueAt: Date.now() } },
  );
}

/** Whether what an event tells that is due without proof was stored; one that was not is dropped. */
export async function isProven(ctx: Context, { _id, proof, messageId }: DeliveryDoc): Promise<boolean> {
  const message = await ctx.c.messages.findOne({ _id: proof ?? "" }, { projection: { ratedAs: 1 } });
  const proven = message?.ratedAs === messageId;
  if (proven) await ctx.c.deliveries.updateOne({ _id }, { $set: { proof: null } });
  else await ctx.c.deliveries.deleteOne({ _id });
  return proven;
}

async function putDelivery(
  ctx: Context,
  webhookId: string,
  { event: { projectId, event, messageId, payload }, keep, now }: ToldEvent,
  proof: string | null,
): Promise<boolean> {
  const { deliveries } = ctx.c;
  const dueAt = proof === null ? now : now + PROOF_MS;
  const state = { status: "pending" as const, attempts: 0, dueAt, lease: null, proof };
  const nothing = { lastStatus: null, lastError: null, lastAt: null };
  try {
    await deliveries.insertOne({
      _id: newId(now),
      webhookId,
      projectId,
      event,
      messageId,
      payload,
      ...state,
      ...nothing,
      createdAt: now,
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return false;
  }
  const beyond = await deliveries
    .find({ webhookId }, { projection: { _id: 1 } })
    .sort({ createdAt: -1, _id: -1 })
    .skip(keep)
    .toArray();
  if (beyond.length > 0) await deliveries.deleteMany({ _id: { $in: beyond.map(({ _id }) => _id) } });
  return true;
}
