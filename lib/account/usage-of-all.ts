import { quotaState } from "@/lib/auth";
import { modelPrices } from "@/lib/connections";
import { invalid } from "@/lib/errors";
import {
  type AdminUsage,
  type AdminUsageQuery,
  type AdminUsageRow,
  type QuotaState,
  USAGE_DAYS_MAX,
} from "@/lib/schemas";
import { getStore, type Scope } from "@/lib/store";
import { isoDay } from "@/lib/time";
import { sums } from "./usage";

const DAY_MS = 24 * 60 * 60_000;
const DEFAULT_DAYS = 30;
/** Rows of an answer; what is beyond counts in the total. */
const ROWS_MAX = 500;

/** What the caller may use and has used; null: without a limit. */
export async function getQuota(scope: Scope): Promise<{ quota: QuotaState | null }> {
  return { quota: await quotaState(scope.userId) };
}

/**
 * What everybody's replies have used, by person, project or model, most tokens first. People and projects that are gone
 * have no name.
 * @throws `validation_failed` on `from` or `to`
 */
export async function usageOfAll(query: AdminUsageQuery, now: number = Date.now()): Promise<AdminUsage> {
  const to = query.to ?? isoDay(now);
  const from = query.from ?? isoDay(Date.parse(to) - (DEFAULT_DAYS - 1) * DAY_MS);
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days < 1) throw invalid("from", "from must not be after to");
  if (days > USAGE_DAYS_MAX) throw invalid("from", `A report covers at most ${USAGE_DAYS_MAX} days`);
  const { by } = query;
  const { usage } = await getStore();
  const records = await usage.sums(by, { from, to });
  const prices = await modelPrices();
  const rows = [...Map.groupBy(records, ({ key }) => key)]
    .map(([key, of]) => ({ key, ...sums(of, prices) }))
    .sort((a, b) => tokensOf(b) - tokensOf(a) || (a.key < b.key ? -1 : 1));
  const shown = rows.slice(0, ROWS_MAX);
  const labels =
    by === "model"
      ? null
      : await usage.labels(
          by,
          shown.map(({ key }) => key),
        );
  const named = shown.map((row) => ({
    ...row,
    ...(labels ? { name: null, ...labels.get(row.key) } : { name: row.key }),
  }));
  const more = Math.max(0, rows.length - ROWS_MAX);
  return { by, from, to, rows: named, more, total: sums(records, prices) };
}

const tokensOf = ({ inputTokens, outputTokens }: Pick<AdminUsageRow, "inputTokens" | "outputTokens">) =>
  inputTokens + outputTokens;
