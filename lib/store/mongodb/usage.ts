import { ObjectId } from "mongodb";
import { isId } from "@/lib/ids";
import type { RunFlush, UsageStore, UsageSum } from "../types";
import { inDays, quarterOf, quartersOf } from "../usage-days";
import type { Context } from "./client";
import type { MessageDoc, RunDoc, UsageDoc } from "./collections";

const DAY_LENGTH = "2026-11-23".length;
const PROJECT_LENGTH = 24;
const keyOf = (quarter: string, projectId: string, model: string) => `${quarter} ${projectId} ${model}`;

/** The parts of a key. Of the oldest ones only the day is known. */
function partsOf(key: string) {
  const projectAt = key.indexOf(" ") + 1;
  const modelAt = key.indexOf(" ", projectAt) + 1;
  const time = key.slice(0, projectAt - 1);
  return {
    quarter: time.includes("T") ? time : `${time}T12:00`,
    projectId: key.slice(projectAt, modelAt - 1),
    model: key.slice(modelAt),
  };
}

/** Sums are made by the database when they are read: see {@link UsageDoc}. */
export function usageStore(ctx: Context): UsageStore {
  return {
    async list(scope, { from, to, projectId = scope.projectId, offset = 0 }) {
      if (scope.actor.kind !== "user") return [];
      if (scope.projectId !== undefined && projectId !== scope.projectId) return [];
      const { start, end } = quartersOf(from, to, offset);
      // Whole days of UTC, by the index; the few quarters too many are left out below.
      const day = { $gte: start.slice(0, DAY_LENGTH), $lte: end.slice(0, DAY_LENGTH) };
      const match = { ownerId: scope.userId, day, ...(projectId !== undefined && { projectId }) };
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
      const quarters = [...replies].map(([key, count]) => ({
        ...partsOf(key),
        replies: count,
        promptTokens: prompts.get(key) ?? 0,
        completionTokens: completions.get(key) ?? 0,
      }));
      return inDays(
        quarters.filter(({ quarter }) => quarter >= start && quarter < end),
        offset,
      );
    },

    async sums(by, { from, to }) {
      const model = {
        $substrCP: ["$key", { $add: [{ $indexOfCP: ["$key", " "] }, PROJECT_LENGTH + 2] }, 1_000],
      };
      const key = { person: "$ownerId", project: "$projectId", model }[by];
      const rows = ctx.c.usage.aggregate<UsageSum & { _id: { key: string; model: string } }>([
        { $match: { day: { $gte: from, $lte: to } } },
        {
          $group: {
            _id: { key, model },
            replies: { $sum: 1 },
            promptTokens: { $sum: "$promptTokens" },
            completionTokens: { $sum: "$completionTokens" },
          },
        },
      ]);
      return (await rows.toArray()).map(({ _id, ...sums }) => ({ ...sums, ..._id }));
    },

    async labels(by, ids) {
      if (by === "project") {
        const found = await ctx.c.projects.find({ _id: { $in: ids } }, { projection: { name: 1 } }).toArray();
        return new Map(found.map(({ _id, name }) => [_id, { name }]));
      }
      const wanted = { _id: { $in: ids.filter(isId).map((id) => new ObjectId(id)) } };
      const found = await ctx.c.users.find(wanted, { projection: { name: 1, email: 1 } }).toArray();
      return new Map(found.map(({ _id, name, email }) => [_id.toHexString(), { name, email }]));
    },

    async add(scope, { id, projectId, model, promptTokens, completionTokens }, now) {
      const quarter = quarterOf(now);
      const day = quarter.slice(0, DAY_LENGTH);
      const key = keyOf(quarter, projectId, model);
      const doc = { _id: id, ownerId: scope.userId, projectId, day, key, promptTokens, completionTokens };
      await writeUsage(ctx, [doc]);
    },
  };
}

/** What a run has used, on the day it ends. */
export function usageOf(run: RunDoc, message: MessageDoc, { finish, message: patch }: RunFlush): UsageDoc {
  const usage = finish?.usage ?? patch?.usage ?? null;
  const quarter = quarterOf(Date.now());
  return {
    _id: run._id,
    ownerId: run.ownerId,
    projectId: run.projectId,
    day: quarter.slice(0, DAY_LENGTH),
    key: keyOf(quarter, run.projectId, message.model ?? run.model),
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
