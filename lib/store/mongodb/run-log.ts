import type { RunEventRecord } from "../types";
import type { Context } from "./client";
import type { RunDoc, RunEventDoc } from "./collections";

/** Ten digits: `seq` sorts as text. */
const padded = (seq: number) => String(seq).padStart(10, "0");

export function toEventDoc(runId: string, lease: string, { seq, data }: RunEventRecord): RunEventDoc {
  return { _id: `${runId}:${padded(seq)}:${lease}`, lease, seq, data };
}

/**
 * Events of a run after `afterSeq`, oldest first. Only those count that were written by the holder of their time and
 * that the run knows of (`lastSeq`); a holder that had lost its lease may have left others.
 */
export async function readLog(
  ctx: Context,
  run: RunDoc,
  afterSeq: number,
  limit = 0,
): Promise<RunEventRecord[]> {
  const spans = run.holders
    .map(({ lease, after }, i) => ({
      lease,
      after: Math.max(after, afterSeq),
      last: Math.min(run.holders[i + 1]?.after ?? run.lastSeq, run.lastSeq),
    }))
    .filter((span) => span.after < span.last);
  if (spans.length === 0) return [];
  const docs = await ctx.c.runEvents
    .find({
      $or: spans.map(({ lease, after, last }) => ({
        // `:` closes the number and `;` is the character after it.
        _id: { $gt: `${run._id}:${padded(after)};`, $lt: `${run._id}:${padded(last)};` },
        lease,
      })),
    })
    .sort({ _id: 1 })
    .limit(limit)
    .toArray();
  return docs.map(({ seq, data }) => ({ seq, data }));
}

/** Whether the run counts what this lease wrote at `seq`. */
export function counts(run: RunDoc, lease: string, seq: number): boolean {
  return run.holders.some(
    (holder, i) =>
      holder.lease === lease && seq > holder.after && seq <= (run.holders[i + 1]?.after ?? run.lastSeq),
  );
}

const LOGS_AT_ONCE = 100;

/** Drops whole logs. */
export async function dropLogs(ctx: Context, runIds: string[]): Promise<void> {
  for (let i = 0; i < runIds.length; i += LOGS_AT_ONCE) {
    const ranges = runIds.slice(i, i + LOGS_AT_ONCE).map((id) => ({ _id: { $gt: `${id}:`, $lt: `${id};` } }));
    await ctx.c.runEvents.deleteMany({ $or: ranges });
  }
}
