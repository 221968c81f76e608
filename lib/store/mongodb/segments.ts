import { Binary, type Filter } from "mongodb";
import type { JobLease, Scope, SegmentBlobKey, SegmentBlobRecord, SegmentStore, SegmentView } from "../types";
import type { Context } from "./client";
import type { FileDoc, JobDoc, SegmentDoc } from "./collections";
import { dropSegments, keepSegment } from "./kept-segments";
import { fileFilter, hiddenOf, scopeFilter, visibleProject } from "./visibility";

function toView(segment: SegmentDoc, file: Pick<FileDoc, "filename" | "mimeType">): SegmentView {
  const { _id, ownerId: _owner, kept: _kept, ...rest } = segment;
  return { id: _id, ...rest, filename: file.filename, mediaType: file.mimeType };
}

const blobId = ({ segmentId, kind, n }: SegmentBlobKey) => `${segmentId}:${kind}:${n}`;

/** Segments become visible by one write: the file names its segment (`FileDoc.segmentId`). */
export function segmentStore(ctx: Context): SegmentStore {
  const { files, segments, segmentBlobs } = ctx.c;
  const keptOf = (scope: Scope, projectId: string, ids: string[]) =>
    segments
      .find({ $and: [scopeFilter(scope), { _id: { $in: ids }, projectId, kept: { $exists: true } }] })
      .toArray();
  const keptView = (segment: SegmentDoc) =>
    toView(segment, {
      filename: segment.kept?.filename ?? "",
      mimeType: segment.kept?.mediaType ?? "application/octet-stream",
    });
  const heldJob = ({ jobId, lease }: JobLease) => ctx.c.jobs.findOne({ _id: jobId, lease });

  return {
    async put(job, segmentId, blobs) {
      const held = await heldJob(job);
      if (!held) return false;
      await segments.updateOne({ _id: segmentId }, { $setOnInsert: blank(held) }, { upsert: true });
      const { fileId } = held;
      if (blobs.length > 0) {
        await segmentBlobs.bulkWrite(
          blobs.map(({ kind, n, data }) => {
            const _id = blobId({ segmentId, kind, n });
            const replacement = { segmentId, kind, n, fileId, data: new Binary(data) };
            return { replaceOne: { filter: { _id }, replacement, upsert: true } };
          }),
          { ordered: false },
        );
      }
      if (await heldJob(job)) return true;
      // Lost meanwhile: what was written may have come after the cleaning of whoever took over.
      const published = await files.findOne({ _id: fileId, segmentId }, { projection: { _id: 1 } });
      if (!published) {
        await segmentBlobs.deleteMany({ segmentId });
        await segments.deleteOne({ _id: segmentId });
      }
      return false;
    },

    async publish(job, { id, fileId, ...stats }, note) {
      const held = await heldJob(job);
      if (held?.fileId !== fileId) return false;
      const { format, passages, totalLength, buckets, vectors } = stats;
      const known = await segments.updateOne(
        { _id: id, fileId },
        { $set: { format, passages, totalLength, buckets, vectors } },
      );
      if (known.matchedCount === 0) return false;
      const before = await files.findOne({ _id: fileId });
      if (before && before.segmentId !== id) await keepSegment(ctx, before);
      const published = await files.updateOne(
        { _id: fileId, [`leases.${held.kind}`]: job.lease },
        { $set: { segmentId: id, status: "ready", error: null, progress: null, note, passages } },
      );
      if (published.matchedCount === 0) return false;
      await dropSegments(ctx, fileId, id);
      return true;
    },

    async setVectors(job, segmentId, vectors) {
      const held = await heldJob(job);
      if (!held || !(await files.findOne({ _id: held.fileId, segmentId }, { projection: { _id: 1 } })))
        return false;
      const changed = await segments.updateOne(
        { _id: segmentId, fileId: held.fileId },
        { $set: { vectors } },
      );
      return changed.matchedCount === 1;
    },

    async list(scope, projectId, ids, chatId = null) {
      if (!(await visibleProject(ctx, scope, projectId))) return [];
      const read = await files
        .find({ $and: [fileFilter(scope), { projectId }, readOf(ids, chatId)] })
        .sort({ createdAt: 1, _id: 1 })
        .toArray();
      const found = await segments
        .find({ _id: { $in: read.flatMap((file) => file.segmentId ?? []) } })
        .toArray();
      const byId = new Map(found.map((segment) => [segment._id, segment]));
      const live = read.flatMap((file) => {
        const segment = byId.get(file.segmentId ?? "");
        return segment ? [toView(segment, file)] : [];
      });
      const others = ids?.filter((id) => !byId.has(id)) ?? [];
      return others.length === 0
        ? live
        : [...live, ...(await keptOf(scope, projectId, others)).map(keptView)];
    },

    async blobs(scope, projectId, keys) {
      if (keys.length === 0 || !(await visibleProject(ctx, scope, projectId))) return [];
      const asked = [...new Set(keys.map((key) => key.segmentId))];
      const read = await files
        .find(
          { $and: [scopeFilter(scope), { projectId, segmentId: { $in: asked } }] },
          { projection: { segmentId: 1 } },
        )
        .toArray();
      const allowed = new Set<string | null>(read.map((file) => file.segmentId));
      const others = asked.filter((id) => !allowed.has(id));
      for (const { _id } of others.length > 0 ? await keptOf(scope, projectId, others) : []) allowed.add(_id);
      const wanted = keys.filter((key) => allowed.has(key.segmentId));
      const docs = await segmentBlobs.find({ _id: { $in: wanted.map(blobId) } }).toArray();
      const byId = new Map(docs.map((doc) => [doc._id, doc]));
      return wanted.flatMap((key): SegmentBlobRecord[] => {
        const doc = byId.get(blobId(key));
        const { segmentId, kind, n } = key;
        return doc ? [{ segmentId, kind, n, data: doc.data.value() }] : [];
      });
    },

    async kept(scope, projectId, ids) {
      if (ids.length === 0 || !(await visibleProject(ctx, scope, projectId))) return new Map();
      const found = await keptOf(scope, projectId, ids);
      return new Map(found.map(({ _id, kept }) => [_id, kept?.bytes ?? 0]));
    },

    async forget(scope, projectId, fileId) {
      if (!(await visibleProject(ctx, scope, projectId))) return;
      const filter = { $and: [scopeFilter(scope), { projectId, fileId, kept: { $exists: true } }] };
      const going = (await segments.find(filter, { projection: { _id: 1 } }).toArray()).map(({ _id }) => _id);
      await segments.deleteMany({ _id: { $in: going } });
      await segmentBlobs.deleteMany({ segmentId: { $in: going } });
    },

    async duplicate(scope, sha256, exceptFileId) {
      const hidden = await hiddenOf(ctx, scope.ownerId);
      const same = await files
        .find({
          $and: [scopeFilter(scope), { sha256, _id: { $ne: exceptFileId }, segmentId: { $ne: null } }],
        })
        .sort({ createdAt: -1, _id: -1 })
        .toArray();
      const file = same.find((one) => !hidden.has(one.projectId));
      const segment = file?.segmentId ? await segments.findOne({ _id: file.segmentId }) : null;
      return file && segment ? toView(segment, file) : null;
    },
  };
}

/** The project's files that were read, or the states that are named, and those of a chat. */
function readOf(ids: string[] | undefined, chatId: string | null): Filter<FileDoc> {
  const ofProject = ids ? { segmentId: { $in: ids } } : { chatId: null, segmentId: { $ne: null } };
  return chatId === null ? ofProject : { $or: [ofProject, { chatId, segmentId: { $ne: null } }] };
}

function blank({ ownerId, projectId, fileId }: JobDoc): Omit<SegmentDoc, "_id"> {
  return { ownerId, projectId, fileId, format: 0, passages: 0, totalLength: 0, buckets: 1, vectors: null };
}
