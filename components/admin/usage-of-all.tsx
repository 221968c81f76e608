"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { UsageTable } from "@/components/usage/usage-table";
import { api, messageOf } from "@/lib/client/api";
import type { AdminUsage } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";

const text = adminText.usage;
const DAY_MS = 86_400_000;
const RANGES = (["7", "30", "90"] as const).map((value) => ({ value, label: text.lastDays(Number(value)) }));
const BY = (["person", "project", "model"] as const).map((value) => ({ value, label: text.by[value] }));
type By = AdminUsage["by"];
type Range = (typeof RANGES)[number]["value"];

const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** What everybody's replies have taken, by person, project or model. */
export function UsageOfAll() {
  const [by, setBy] = useState<By>("person");
  const [range, setRange] = useState<Range>("30");
  const [usage, setUsage] = useState<AdminUsage | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt loads again
  useEffect(() => {
    const controller = new AbortController();
    setProblem(null);
    const from = dayOf(Date.now() - (Number(range) - 1) * DAY_MS);
    const query = new URLSearchParams({ by, from, to: dayOf(Date.now()) });
    api<{ usage: AdminUsage }>(`/api/admin/usage?${query}`, { signal: controller.signal }).then(
      (data) => setUsage(data.usage),
      (error: unknown) => {
        if (!controller.signal.aborted) setProblem(messageOf(error));
      },
    );
    return () => controller.abort();
  }, [by, range, attempt]);

  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap gap-2">
        <div className="w-44 max-sm:flex-1">
          <Select aria-label={text.days} value={range} options={RANGES} onValueChange={setRange} />
        </div>
        <div className="w-44 max-sm:flex-1">
          <Select aria-label={text.byLabel} value={by} options={BY} onValueChange={setBy} />
        </div>
      </div>
      {problem ? (
        <Callout
          tone="danger"
          title={text.failed}
          action={<Button onClick={() => setAttempt((n) => n + 1)}>{text.again}</Button>}
        >
          {problem}
        </Callout>
      ) : usage === null ? (
        <div role="status" aria-label={text.loading}>
          <Skeleton className="h-60" />
        </div>
      ) : usage.rows.length === 0 ? (
        <p className="py-6 text-center text-fg-muted">{text.nothing}</p>
      ) : (
        <>
          <UsageTable
            caption={text.caption[usage.by]}
            heading={text.heading[usage.by]}
            groups={usage.rows.map(({ key, name, email, cost, ...sums }) => ({
              ...sums,
              cost: cost ?? null,
              key,
              label: (email ? `${name} (${email})` : name) ?? text.gone(key.slice(-4)),
            }))}
            total={{ ...usage.total, cost: usage.total.cost ?? null }}
            priced={usage.total.cost !== undefined}
          />
          {usage.more > 0 ? <p className="text-fg-muted">{text.more(usage.more)}</p> : null}
        </>
      )}
    </div>
  );
}
