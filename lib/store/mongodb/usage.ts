import type { RunFlush, UsageStore } from "../types";
import type { Context } from "./client";
import type { MessageDoc, RunDoc, UsageDoc } from "./collections";

const DAY_LENGTH = "2026-11-23".length;
const keyOf = (day: string, projectId: string, model: string) => `${day} ${projectId} ${model}`;

/** Sums are made by the database when they are read: see {@link UsageDoc}. */
export function usageStore(ctx: Context): UsageStore {
  return {
    async list(scope, { from, to, projectId = scope.projectId }) {
      if (scope.projectId !== undefined && projectId !== scope.projectId) return [];
      const day = { $gte: from, $lte: to };
      const match = { ownerId: scope.ownerId, day, ...(projectId !== undefined && { projectId }) };
      // One sum at a time: of several in one group FerretDB fills only the first.
      const sumOf = async (summed: 1 | "$promptTokens" | "$completionTokens") => {
        const rows = ctx.c.usage.aggregate<{ _id: string; sum: number }>([
          { $match: match },
          { $group: { _id: "$key", sum: { $sum: summed } } },
        ]);
        return new Map((await rows.toArray()).map(({ _id, sum }) => [_id, sum]));
      };
      const [replies, prompts, completions] = await Promise.all([
        sumOf(1),
        sumOf("$promptTokens"),
        sumOf("$completionTokens"),
      ]);
      return [...replies.keys()].sort().map((key) => {
        const modelAt = key.indexOf(" ", DAY_LENGTH + 1);
        return {
          day: key.slice(0, DAY_LENGTH),
          projectId: key.slice(DAY_LENGTH + 1, modelAt),
          model: key.slice(modelAt + 1),
          replies: replies.get(key) ?? 0,
          promptTokens: prompts.get(key) ?? 0,
          completionTokens: completions.get(key) ?? 0,
        };
      });
    },
  };
}

/** What a run has used, on the day it ends. */
export function usageOf(run: RunDoc, message: MessageDoc, { finish, message: patch }: RunFlush): UsageDoc {
  const usage = finish?.usage ?? patch?.usage ?? null;
  const day = new Date().toISOString().slice(0, DAY_LENGTH);
  return {
    _id: run._id,
    ownerId: run.ownerId,
    projectId: run.projectId,
    day,
    key: keyOf(day, run.projectId, message.model ?? run.model),
    promptTokens: usage?.prompt_tokens ?? 0,
    completionTokens: usage?.completion_tokens ?? 0,
  };
}

export async function writeUsage(ctx: Context, docs: UsageDoc[]): Promise<void> {
  if (docs.length === 0) return;
  await ctx.c.usage.bulkWrite(
    docs.map((replacement) => {
      return { replaceOne: { filter: { _id: replacement._id }, replacement, upsert: true } };
    }),
    { ordered: false },
  );
}
