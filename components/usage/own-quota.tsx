import { Progress } from "@/components/ui/progress";
import type { QuotaState } from "@/lib/schemas";
import { usageText } from "@/lib/text/usage";

/** What somebody may use and what of it is used. */
export function OwnQuota({ state }: { state: QuotaState }) {
  const { quota, used } = state;
  const lines = [
    { name: usageText.tokensToday, used: used.tokensToday, limit: quota.tokensPerDay },
    { name: usageText.tokensThisMonth, used: used.tokensThisMonth, limit: quota.tokensPerMonth },
    { name: usageText.usdToday, used: used.usdToday, limit: quota.usdPerDay, dollars: true },
    { name: usageText.usdThisMonth, used: used.usdThisMonth, limit: quota.usdPerMonth, dollars: true },
  ];
  return (
    <section aria-label={usageText.limits} className="mb-8 grid gap-4 sm:grid-cols-2">
      {lines.map(({ name, used: amount, limit, dollars = false }) =>
        limit === undefined ? null : (
          <div key={name} className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-4">
            <p className="flex flex-wrap justify-between gap-x-3">
              <span className="font-medium">{name}</span>
              <span className="text-fg-muted tabular-nums">{usageText.of(amount, limit, dollars)}</span>
            </p>
            <Progress label={name} value={limit === 0 ? 1 : Math.min(1, amount / limit)} />
          </div>
        ),
      )}
      <p className="text-fg-subtle text-sm sm:col-span-2">{usageText.note}</p>
    </section>
  );
}
