import type { EvalRunRecord, EvalUsage } from "./types";

export const toUsage = ({ projectId, createdAt, done, usage, cost, priced }: EvalRunRecord): EvalUsage => ({
  projectId,
  createdAt,
  done,
  usage,
  cost,
  priced,
});
