import { newId } from "@/lib/ids";
import type { ClaimedJob, JobLease, JobRecord, JobStore } from "../types";
import type { Context } from "./client";
import type { FileDoc, JobDoc } from "./collections";
import { isDuplicateKey } from "./errors";
import { fileFilter, visibleProject, wasRemoved } from "./visibility";

function toJob({ _id, lease: _lease, dueAt: _due, slot: _slot, ...rest }: JobDoc): JobRecord {
  return { id: _id, ...rest };
}

/** A file in one of these states has not been read to the end. */
const UNREAD = ["uploaded", "reading", "indexing"] as const;

export function jobStore(ctx: Context): JobStore {
  const { jobs, files } = ctx.c;
  const held = ({ jobId, lease }: JobLease) => ({ _id: jobId, lease });

  return {
    async enqueue(scope, projectId, fileId, kind, now) {
      if (!(await visibleProject(ctx, scope, projectId))) return false;
      const file = await files.findOne({ $and: [fileFilter(scope), { _id: fileId, projectId }] });
      return (
        file !== null && enqueue(ctx, { ownerId: scope.ownerId, projectId, fileId, kind, createdAt: now })
      );
    },

    claim: (input) => claim(ctx, input),

    async renew(job, leaseUntil) {
      return (await jobs.updateOne(held(job), { $set: { dueAt: leaseUntil } })).matchedCount === 1;
    },

    async release(job, runAfter, uncounted = false) {
      if (runAfter === null) return (await jobs.deleteOne(held(job))).deletedCount === 1;
      const free = { lease: null, dueAt: runAfter, slot: job.jobId };
      return (
        (await jobs.updateOne(held(job), { $set: free, $inc: { attempts: uncounted ? -1 : 0 } }))
          .matchedCount === 1
      );
    },

    async nextDue() {
      const [first] = await jobs
        .find({}, { projection: { dueAt: 1 } })
        .sort({ dueAt: 1 })
        .limit(1)
        .toArray();
      return first?.dueAt ?? null;
    },

    async adopt(uploadedBefore, limit, now) {
      let adopted = 0;
      const unread = files.find({ status: { $in: [...UNREAD] }, createdAt: { $lt: uploadedBefore } });
      for await (const { _id: fileId, ownerId, projectId } of unread) {
        if (adopted >= limit) break;
        if (await jobs.findOne({ fileId, kind: "read" }, { projection: { _id: 1 } })) continue;
        if (await enqueue(ctx, { ownerId, projectId, fileId, kind: "read", createdAt: now })) adopted += 1;
      }
      return adopted;
    },

    async adoptUnembedded(model, limit, now) {
      let adopted = 0;
      const without = ctx.c.segments.find({ passages: { $gt: 0 }, "vectors.model": { $ne: model } });
      for await (const { _id: segmentId, fileId, ownerId, projectId } of without) {
        if (adopted >= limit) break;
        // One that its file does not name was left by an attempt that failed.
        if (!(await files.findOne({ _id: fileId, segmentId }, { projection: { _id: 1 } }))) continue;
        if (await jobs.findOne({ fileId, kind: "embed" }, { projection: { _id: 1 } })) continue;
        if (await enqueue(ctx, { ownerId, projectId, fileId, kind: "embed", createdAt: now })) adopted += 1;
      }
      return adopted;
    },

    async adoptOutdated(format, limit, now) {
      let adopted = 0;
      const outdated = ctx.c.segments.find({ passages: { $gt: 0 }, format: { $lt: format } });
      for await (const { _id: segmentId, fileId, ownerId, projectId } of outdated) {
        if (adopted >= limit) break;
        const ready = { _id: fileId, segmentId, status: "ready" as const };
        if (!(await files.findOne(ready, { projection: { _id: 1 } }))) continue;
        if (await jobs.findOne({ fileId, kind: "read" }, { projection: { _id: 1 } })) continue;
        if (await enqueue(ctx, { ownerId, projectId, fileId, kind: "read", createdAt: now })) adopted += 1;
      }
      return adopted;
    },
  };
}

async function enqueue(ctx: Context, job: Omit<JobRecord, "id" | "attempts">): Promise<boolean> {
  const { jobs, files } = ctx.c;
  const { fileId, kind, createdAt } = job;
  const _id = newId();
  try {
    await jobs.insertOne({ _id, ...job, attempts: 0, lease: null, dueAt: createdAt, slot: _id });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    await jobs.updateOne({ fileId, kind, lease: null }, { $set: { dueAt: createdAt, attempts: 0 } });
  }
  // Asked after the insert: a removal that began before it does not know of the job.
  const gone = !(await files.findOne({ _id: fileId }, { projection: { _id: 1 } }));
  if (gone) await jobs.deleteOne({ fileId, kind });
  return !gone;
}

type Claim = Parameters<JobStore["claim"]>[0];

async function claim(ctx: Context, input: Claim): Promise<ClaimedJob | null> {
  for (const job of await dueJobs(ctx, input.now)) {
    const taken = await take(ctx, job, input);
    if (!taken) continue;
    const file = await fence(ctx, taken, input.lease);
    if (!file) {
      await ctx.c.jobs.deleteOne({ _id: taken._id });
      continue;
    }
    await noteTurn(ctx, taken.ownerId);
    return { ...toJob(taken), uploadedBy: file.uploadedBy ?? null };
  }
  return null;
}

/** Jobs that may be taken, in the order in which they should be. */
async function dueJobs(ctx: Context, now: number): Promise<JobDoc[]> {
  const due = await ctx.c.jobs
    .find({
      $or: [
        { lease: null, dueAt: { $lte: now } },
        { lease: { $ne: null }, dueAt: { $lt: now } },
      ],
    })
    .toArray();
  if (due.length === 0) return [];
  const owners = [...new Set(due.map((job) => job.ownerId))];
  const turns = await ctx.c.jobTurns.find({ _id: { $in: owners } }).toArray();
  const turnOf = new Map(turns.map(({ _id, turn }) => [_id, turn]));
  return due.sort(
    (a, b) =>
      (turnOf.get(a.ownerId) ?? 0) - (turnOf.get(b.ownerId) ?? 0) ||
      a.createdAt - b.createdAt ||
      (a._id < b._id ? -1 : 1),
  );
}

/** The job, or null when somebody else has it, or one of its project is being done. */
async function take(ctx: Context, job: JobDoc, { lease, leaseUntil, now }: Claim): Promise<JobDoc | null> {
  const { jobs } = ctx.c;
  const grab = () =>
    jobs.findOneAndUpdate(
      // As it was seen: waiting, or with a lease that has run out and was not renewed.
      { _id: job._id, lease: job.lease, dueAt: job.dueAt },
      { $set: { lease, dueAt: leaseUntil, slot: job.projectId }, $inc: { attempts: 1 } },
      { returnDocument: "after" },
    );
  try {
    return await grab();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
  // The project's slot is taken; by a dead holder it is given up.
  const other = await jobs.findOne({ slot: job.projectId, dueAt: { $lt: now } });
  if (!other) return null;
  await jobs.updateOne(
    { _id: other._id, lease: other.lease, dueAt: other.dueAt },
    { $set: { lease: null, slot: other._id } },
  );
  try {
    return await grab();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return null;
  }
}

/** Tells the file whose turn it is, so that an earlier holder can't publish; null when the file is gone. */
async function fence(ctx: Context, job: JobDoc, lease: string): Promise<FileDoc | null> {
  const set = { $set: { [`leases.${job.kind}`]: lease } };
  const file = await ctx.c.files.findOneAndUpdate({ _id: job.fileId }, set);
  return (await wasRemoved(ctx, [job.ownerId, job.projectId])) ? null : file;
}

async function noteTurn(ctx: Context, ownerId: string): Promise<void> {
  const counter = await ctx.c.counters.findOneAndUpdate(
    { _id: "jobTurn" },
    { $inc: { value: 1 } },
    { returnDocument: "after", upsert: true },
  );
  const turn = counter?.value ?? 1;
  await ctx.c.jobTurns.updateOne({ _id: ownerId }, { $max: { turn } }, { upsert: true });
}
