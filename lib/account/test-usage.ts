import { LIMITS, type TestUsageRow, type UsageReport } from "@/lib/schemas";
import { allItems, getStore, type Scope } from "@/lib/store";
import { isoDay } from "@/lib/time";

const DAY_MS = 24 * 60 * 60_000;

/** What the caller's test runs took, by day and project, oldest first: apart from replies, for nobody chatted. */
export async function testUsage(
  scope: Scope,
  { from, to }: Pick<UsageReport, "from" | "to">,
  { projectId, offset }: { projectId?: string | undefined; offset: number },
): Promise<TestUsageRow[]> {
  const { projects, evalRuns } = await getStore();
  const names = new Map<string, string>();
  const all = allItems((cursor) => projects.list(scope, { limit: LIMITS.pageMax, cursor }));
  for await (const { id, name } of all) if (projectId === undefined || id === projectId) names.set(id, name);
  const shift = offset * 60_000;
  const range = { from: Date.parse(from) - shift, to: Date.parse(to) + DAY_MS - shift };
  const rows = new Map<string, TestUsageRow>();
  for (const run of await evalRuns.usage(scope, [...names.keys()], range)) {
    const day = isoDay(run.createdAt + shift);
    const key = `${day} ${run.projectId}`;
    const row = rows.get(key) ?? {
      day,
      projectId: run.projectId,
      projectName: names.get(run.projectId) ?? "",
      runs: 0,
      answers: 0,
      inputTokens: 0,
      outputTokens: 0,
      cost: 0,
    };
    row.runs += 1;
    row.answers += run.done;
    row.inputTokens += run.usage.prompt_tokens;
    row.outputTokens += run.usage.completion_tokens;
    row.cost = row.cost === null || !run.priced ? null : row.cost + run.cost;
    rows.set(key, row);
  }
  return [...rows.values()].toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
