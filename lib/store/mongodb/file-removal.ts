import { DRAFT } from "../draft";
import { Steps } from "../steps";
import { removeBody } from "./bodies";
import type { Context } from "./client";
import type { FileDoc } from "./collections";
import { dropSegments, keepSegment } from "./kept-segments";

/**
 * Removes a file with its body, its job and its part of the search index. The body goes on the list of loose ones before
 * the file goes, so a crash in between leaves the rest to {@link sweepLooseBodies}. Null when somebody was faster.
 */
export async function dropFile(ctx: Context, file: FileDoc): Promise<FileDoc | null> {
  const { _id: fileId, bodyId, ownerId, projectId } = file;
  await ctx.c.looseBodies.updateOne(
    { _id: bodyId },
    { $set: { fileId }, $setOnInsert: { ownerId, projectId, since: 0, swept: false } },
    { upsert: true },
  );
  await keepSegment(ctx, file);
  const removed = await ctx.c.files.findOneAndDelete({ _id: fileId });
  await dropRest(ctx, fileId, bodyId);
  return removed;
}

async function dropRest(ctx: Context, fileId: string | null, bodyId: string): Promise<void> {
  if (fileId !== null) {
    await ctx.c.jobs.deleteMany({ fileId });
    await dropSegments(ctx, fileId);
  }
  await removeBody(ctx, bodyId);
}

const DRAFT_MS = 24 * 3_600_000;

/** Removes files whose message was not sent within a day. */
export async function sweepDrafts(ctx: Context, now: number): Promise<void> {
  const old = ctx.c.files.find({ chatId: DRAFT, createdAt: { $lt: now - DRAFT_MS } });
  for await (const file of old) await dropFile(ctx, file);
}

/** Removes the bodies that stayed unnamed since before `since` (epoch ms), and finishes removals of files. */
export async function sweepLooseBodies(ctx: Context, since: number): Promise<void> {
  const old = { since: { $lt: since } };
  const steps = new Steps();
  const sweepBody = async (_id: string) => {
    // Claimed first: from here on nobody can name it any more (see `nameBody`).
    await ctx.c.looseBodies.updateOne({ _id, ...old }, { $set: { swept: true } });
    const claimed = await ctx.c.looseBodies.findOne({ _id, swept: true });
    if (!claimed) return;
    const file = await ctx.c.files.findOne({ bodyId: _id });
    if (file && !(await ctx.c.projects.findOne({ _id: file.projectId }, { projection: { _id: 1 } }))) {
      // Its project was never made: the process died while it brought the files along.
      await dropFile(ctx, file);
    } else if (file) {
      await ctx.c.looseBodies.deleteOne({ _id });
    } else {
      await dropRest(ctx, claimed.fileId, _id);
    }
  };
  for (const { _id } of await ctx.c.looseBodies.find(old).toArray()) await steps.take(() => sweepBody(_id));
  steps.end();
}
