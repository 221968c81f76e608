import type { IdempotencyRecord, IdempotencyStore, Scope } from "../types";
import type { Context } from "./client";
import type { IdempotencyDoc } from "./collections";
import { isDuplicateKey } from "./errors";

function toRecord({ _id, ownerId: _owner, expiresAt: _expires, ...rest }: IdempotencyDoc): IdempotencyRecord {
  return rest;
}

/** A key must not learn of its maker's other requests, nor one for a project of those on another. */
function keyOf({ userId, projectId = "", actor }: Scope, key: string): string {
  const through = actor.kind === "user" ? "" : `/${actor.kind}/${actor.id}`;
  return `${userId}/${projectId}${through}:${key}`;
}

export function idempotencyStore(ctx: Context): IdempotencyStore {
  const claims = ctx.c.idempotency;
  return {
    async claim(scope, record, now, ttlMs) {
      const doc: IdempotencyDoc = {
        ...record,
        _id: keyOf(scope, record.key),
        ownerId: scope.userId,
        expiresAt: now + ttlMs,
      };
      for (;;) {
        try {
          await claims.insertOne(doc);
          return { mine: true, record };
        } catch (error) {
          if (!isDuplicateKey(error)) throw error;
        }
        const standing = await claims.findOne({ _id: doc._id });
        if (standing && standing.expiresAt > now) {
          return { mine: standing.runId === record.runId, record: toRecord(standing) };
        }
        // Of several that find the same expired row one deletes it; all meet again at the insert.
        if (standing) await claims.deleteOne({ _id: doc._id, runId: standing.runId });
      }
    },

    async release(scope, key, runId) {
      await claims.deleteOne({ _id: keyOf(scope, key), runId });
    },
  };
}
