import { modelPrices } from "@/lib/connections";
import type { ModelPrices } from "@/lib/env";
import { invalid } from "@/lib/errors";
import {
  type KeyUsageRow,
  LIMITS,
  USAGE_DAYS_MAX,
  type UsageQuery,
  type UsageReport,
  type UsageRow,
  usageDimensions,
} from "@/lib/schemas";
import { allItems, getStore, type KeyUsageRecord, type Scope, type UsageRecord } from "@/lib/store";
import { isoDay } from "@/lib/time";
import { testUsage } from "./test-usage";

const DAY_MS = 24 * 60 * 60_000;
const DEFAULT_DAYS = 30;
const MILLION = 1_000_000;

/**
 * What the caller's replies have used, grouped. Deleted chats and projects still count. A project that isn't the
 * caller's has used nothing.
 * @throws `validation_failed` on `from` or `to`
 */
export async function usageReport(scope: Scope, query: UsageQuery, now = Date.now()): Promise<UsageReport> {
  const { offset, projectId } = query;
  const to = query.to ?? isoDay(now + offset * 60_000);
  const from = query.from ?? isoDay(Date.parse(to) - (DEFAULT_DAYS - 1) * DAY_MS);
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days < 1) throw invalid("from", "from must not be after to");
  if (days > USAGE_DAYS_MAX) throw invalid("from", `A report covers at most ${USAGE_DAYS_MAX} days`);

  const store = await getStore();
  const [records, keyed, tests] = await Promise.all([
    store.usage.list(scope, { from, to, projectId, offset }),
    store.keys.usage(scope, { from, to, projectId }),
    testUsage(scope, { from, to }, { projectId, offset }),
  ]);
  const prices = await modelPrices();
  const dimensions = usageDimensions(query.groupBy);
  const groups = new Map<string, UsageRecord[]>();
  for (const record of records) {
    const values = { day: record.day, project: record.projectId, model: record.model };
    const key = JSON.stringify(dimensions.map((dimension) => values[dimension]));
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  const names = dimensions.includes("project") ? await projectNames(scope) : new Map<string, string>();
  const rows = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, members]): UsageRow => {
      const [first] = members;
      return {
        ...(first && dimensions.includes("day") ? { day: first.day } : {}),
        ...(first && dimensions.includes("project")
          ? { projectId: first.projectId, projectName: names.get(first.projectId) ?? null }
          : {}),
        ...(first && dimensions.includes("model") ? { model: first.model } : {}),
        ...sums(members, prices),
      };
    });
  return {
    from,
    to,
    rows,
    total: sums(records, prices),
    ...(keyed.length > 0 ? { keys: keyed.map((record) => keyRow(record, prices)) } : {}),
    ...(tests.length > 0 ? { tests } : {}),
    ...(prices ? { unpriced: unpriced(records, prices) } : {}),
  };
}

function keyRow(record: KeyUsageRecord, prices: ModelPrices | undefined): KeyUsageRow {
  const { day, keyId, keyName, projectId } = record;
  return { day, keyId, keyName, projectId, ...sums([record], prices) };
}

/** Together; `cost` in US dollars where the price list knows the model, null where it knows none of them. */
export function sums(records: Omit<UsageRecord, "day" | "projectId">[], prices: ModelPrices | undefined) {
  let [replies, inputTokens, outputTokens] = [0, 0, 0];
  let cost: number | null = records.length === 0 ? 0 : null;
  for (const { model, replies: count, promptTokens, completionTokens } of records) {
    replies += count;
    inputTokens += promptTokens;
    outputTokens += completionTokens;
    const price = prices && Object.hasOwn(prices, model) ? prices[model] : undefined;
    if (price)
      cost = (cost ?? 0) + (promptTokens * price.prompt + completionTokens * price.completion) / MILLION;
  }
  return { replies, inputTokens, outputTokens, ...(prices ? { cost } : {}) };
}

function unpriced(records: UsageRecord[], prices: ModelPrices): string[] {
  const models = new Set(records.map(({ model }) => model));
  return [...models].filter((model) => !Object.hasOwn(prices, model)).sort();
}

async function projectNames(scope: Scope): Promise<Map<string, string>> {
  const { projects } = await getStore();
  const names = new Map<string, string>();
  const all = allItems((cursor) => projects.list(scope, { limit: LIMITS.pageMax, cursor }));
  for await (const { id, name } of all) names.set(id, name);
  return names;
}
