import { createHash } from "node:crypto";
import { ReadableStream as WebStream } from "node:stream/web";
import { ObjectId } from "mongodb";
import { AppError } from "@/lib/errors";
import { isId, newId } from "@/lib/ids";
import type { FileStore, Scope } from "../types";
import type { Context } from "./client";
import { BODIES } from "./collections";
import { toAppError } from "./errors";
import { hiddenOf, scopeFilter } from "./visibility";

type BodyMethods = Pick<FileStore, "putBody" | "readBody" | "discardBody">;

/** File bodies in GridFS, and the list of those that no file names. */
export function bodyStore(ctx: Context): BodyMethods {
  return {
    async putBody(scope, body, maxBytes) {
      const bodyId = newId();
      // Listed before its first byte: if the process dies, the sweep finds what there is of it.
      await ctx.c.looseBodies.insertOne({
        _id: bodyId,
        ownerId: scope.ownerId,
        projectId: scope.projectId ?? null,
        fileId: null,
        since: Date.now(),
        swept: false,
      });
      try {
        return { bodyId, ...(await upload(ctx, bodyId, body, maxBytes)) };
      } catch (error) {
        // A database that is gone keeps the remains on its list.
        await removeBody(ctx, bodyId).catch(() => {});
        throw error;
      }
    },

    async readBody(scope, bodyId, range) {
      if (!isId(bodyId)) return null;
      const _id = new ObjectId(bodyId);
      if (!(await mayRead(ctx, scope, bodyId))) return null;
      const stored = await ctx.bodies.find({ _id }).next();
      if (!stored) return null;
      const end = Math.min(range?.end ?? stored.length, stored.length);
      const start = Math.max(0, range?.start ?? 0);
      const content = start < end ? download(ctx, _id, start, end) : nothing();
      return WebStream.from(content) as ReadableStream<Uint8Array>;
    },

    async discardBody(scope, bodyId) {
      const loose = await ctx.c.looseBodies.findOne({ _id: bodyId, fileId: null, ...scopeFilter(scope) });
      if (loose && !(await ctx.c.files.findOne({ bodyId }, { projection: { _id: 1 } }))) {
        await removeBody(ctx, bodyId);
      }
    },
  };
}

/** A body is its file's; until there is one it is whose upload it was. */
async function mayRead(ctx: Context, scope: Scope, bodyId: string): Promise<boolean> {
  const file = await ctx.c.files.findOne({ bodyId, ...scopeFilter(scope) }, { projection: { projectId: 1 } });
  if (!file) {
    const loose = { _id: bodyId, fileId: null, swept: false, ...scopeFilter(scope) };
    return (await ctx.c.looseBodies.findOne(loose)) !== null;
  }
  const hidden = await hiddenOf(ctx, scope.ownerId);
  return !hidden.has(scope.ownerId) && !hidden.has(file.projectId);
}

async function upload(
  ctx: Context,
  bodyId: string,
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<{ size: number; sha256: string }> {
  const target = ctx.bodies.openUploadStreamWithId(new ObjectId(bodyId), bodyId);
  const hash = createHash("sha256");
  let size = 0;
  // Failures arrive at the callbacks below; unheard, the event would end the process.
  target.on("error", () => {});
  const done = (resolve: () => void, reject: (error: Error) => void) => (error?: Error | null) =>
    error ? reject(error) : resolve();
  try {
    for await (const chunk of body) {
      size += chunk.byteLength;
      if (size > maxBytes) throw new AppError("too_large");
      hash.update(chunk);
      await new Promise<void>((resolve, reject) => target.write(chunk, done(resolve, reject)));
    }
    await new Promise<void>((resolve, reject) => target.end(done(resolve, reject)));
  } catch (error) {
    target.destroy();
    throw error;
  }
  return { size, sha256: hash.digest("hex") };
}

async function* download(
  ctx: Context,
  id: ObjectId,
  start: number,
  end: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const source = ctx.bodies.openDownloadStream(id, { start, end });
  try {
    for await (const chunk of source) yield chunk;
  } catch (error) {
    throw toAppError(error);
  }
}

async function* nothing(): AsyncGenerator<Uint8Array<ArrayBuffer>> {}

/** Removes a body, whole or not, and takes it off the list. Nothing happens where there is none. */
export async function removeBody(ctx: Context, bodyId: string): Promise<void> {
  if (isId(bodyId)) {
    const _id = new ObjectId(bodyId);
    // Not the bucket's own delete: it fails on a body whose upload never ended.
    await ctx.db.collection(`${BODIES}.files`).deleteOne({ _id });
    await ctx.db.collection(`${BODIES}.chunks`).deleteMany({ files_id: _id });
  }
  await ctx.c.looseBodies.deleteOne({ _id: bodyId });
}

/** Keeps the sweep away from a body for another while; false when it is not the scope's, or being swept. */
export async function nameBody(ctx: Context, scope: Scope, bodyId: string): Promise<boolean> {
  const result = await ctx.c.looseBodies.updateOne(
    { _id: bodyId, fileId: null, swept: false, ...scopeFilter(scope) },
    { $set: { since: Date.now() } },
  );
  return result.matchedCount === 1;
}
