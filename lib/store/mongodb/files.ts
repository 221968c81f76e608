import { notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { FileRecord, FileStore, NewFileRecord, Scope } from "../types";
import { bodyStore, nameBody } from "./bodies";
import type { Context } from "./client";
import type { FileDoc } from "./collections";
import { dropFile } from "./file-removal";
import { insertNumbered, takeNumber } from "./numbered";
import { pageBy } from "./paging";
import { fileFilter, removedMeanwhile, visibleProject } from "./visibility";

function toFile({ _id, slot: _slot, segmentId: _segment, leases: _leases, ...rest }: FileDoc): FileRecord {
  return { id: _id, ...rest, chatId: rest.chatId ?? null, uploadedBy: rest.uploadedBy ?? null };
}

type Input = NewFileRecord & Partial<Pick<FileRecord, "providerFileId" | "status" | "chatId">>;

function newDoc(scope: Scope, projectId: string, input: Input): Omit<FileDoc, "slot"> {
  return {
    _id: newId(),
    ownerId: scope.ownerId,
    projectId,
    filename: input.filename,
    bodyId: input.bodyId,
    size: input.size,
    sha256: input.sha256,
    mimeType: input.mimeType,
    providerFileId: input.providerFileId ?? null,
    status: input.status ?? "uploaded",
    error: null,
    note: null,
    progress: null,
    passages: null,
    chatId: input.chatId ?? null,
    uploadedBy: input.chatId ? scope.userId : null,
    createdAt: Date.now(),
    segmentId: null,
    leases: {},
  };
}

/**
 * Files of a project that is about to be made. Their bodies stay on the list of loose ones until the caller has made it:
 * whatever a crash leaves is found there (see `sweepLooseBodies`).
 * @throws `not_found` when a body is not there; none of the files is, then
 */
export async function addFilesAhead(
  ctx: Context,
  scope: Scope,
  projectId: string,
  inputs: NewFileRecord[],
): Promise<FileDoc[]> {
  const added: FileDoc[] = [];
  try {
    for (const [slot, input] of inputs.entries()) {
      if (!(await nameBody(ctx, scope, input.bodyId))) throw notFound("File");
      const doc: FileDoc = { ...newDoc(scope, projectId, input), slot };
      await ctx.c.files.insertOne(doc);
      added.push(doc);
    }
    return added;
  } catch (error) {
    for (const doc of added) await dropFile(ctx, doc);
    throw error;
  }
}

/** Files of chats have places of their own, above those of the project's. */
const CHAT_SLOTS = 1_000_000;
const placesOf = (projectId: string, first: number) => ({
  projectId,
  slot: first === 0 ? { $lt: CHAT_SLOTS } : { $gte: first },
});

export function fileStore(ctx: Context): FileStore {
  const files = ctx.c.files;
  const one = (scope: Parameters<FileStore["get"]>[0], projectId: string, id: string) => ({
    $and: [fileFilter(scope), { _id: id, projectId }],
  });
  return {
    ...bodyStore(ctx),

    async create(scope, projectId, input, limit) {
      if (!(await visibleProject(ctx, scope, projectId))) return null;
      if (!(await nameBody(ctx, scope, input.bodyId))) return null;
      const first = input.chatId ? CHAT_SLOTS : 0;
      const doc = await insertNumbered(
        files,
        placesOf(projectId, first),
        limit,
        newDoc(scope, projectId, input),
        first,
      );
      if (await removedMeanwhile(ctx, [scope.ownerId, projectId])) {
        await files.deleteOne({ _id: doc._id });
        return null;
      }
      await ctx.c.looseBodies.deleteOne({ _id: input.bodyId });
      return toFile(doc);
    },

    async get(scope, projectId, id) {
      if (!(await visibleProject(ctx, scope, projectId))) return null;
      const doc = await files.findOne(one(scope, projectId, id));
      return doc && toFile(doc);
    },

    async bytesOf(scope) {
      const sum = { $group: { _id: null, bytes: { $sum: "$size" } } };
      const [found] = await files
        .aggregate<{ bytes: number }>([{ $match: { ownerId: scope.ownerId } }, sum])
        .toArray();
      return found?.bytes ?? 0;
    },

    async list(scope, projectId, page) {
      const filter = { $and: [fileFilter(scope), { projectId, chatId: page.chatId ?? null }] };
      const [project, found] = await Promise.all([
        visibleProject(ctx, scope, projectId),
        pageBy(files, filter, "createdAt", page),
      ]);
      if (!project) return { items: [], nextCursor: null };
      return { items: found.items.map(toFile), nextCursor: found.nextCursor };
    },

    async keep(scope, projectId, id, limit) {
      if (!(await visibleProject(ctx, scope, projectId))) return null;
      const doc = await files.findOne(one(scope, projectId, id));
      if (!doc?.chatId) return doc && toFile(doc);
      const kept = await takeNumber(files, placesOf(projectId, 0), limit, 0, (slot) =>
        files.findOneAndUpdate(
          one(scope, projectId, id),
          { $set: { chatId: null, uploadedBy: null, slot } },
          { returnDocument: "after" },
        ),
      );
      return kept && toFile(kept);
    },

    async update(scope, projectId, id, patch) {
      if (!(await visibleProject(ctx, scope, projectId))) return null;
      const set = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const doc = await (Object.keys(set).length === 0
        ? files.findOne(one(scope, projectId, id))
        : files.findOneAndUpdate(one(scope, projectId, id), { $set: set }, { returnDocument: "after" }));
      return doc && toFile(doc);
    },

    async remove(scope, projectId, id) {
      if (!(await visibleProject(ctx, scope, projectId))) return null;
      const doc = await files.findOne(one(scope, projectId, id));
      if (!doc) return null;
      const removed = await dropFile(ctx, doc);
      if (!removed) return null;
      return toFile(removed);
    },
  };
}
