"use client";

import { ChartColumn } from "lucide-react";
import Link from "next/link";
import { useEffect, useMemo, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { formatNumber } from "@/components/ui/format";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { api, messageOf } from "@/lib/client/api";
import type { UsageReport, UsageRow } from "@/lib/schemas";
import { TestUsage } from "./test-usage";
import { UsageChart } from "./usage-chart";
import { addUp, dayName, groupUsage, inDollars, lastDays } from "./usage-sums";
import { UsageTable } from "./usage-table";

const RANGES = [
  { value: "7", label: "Last 7 days" },
  { value: "30", label: "Last 30 days" },
  { value: "90", label: "Last 90 days" },
] as const;
type Range = (typeof RANGES)[number]["value"];
const LONGEST = 90;
const ALL = "all";

const isRange = (value: unknown): value is Range => RANGES.some((range) => range.value === value);

/** All of it is fetched once, by day, project and model; the choices only regroup it. */
export function UsageView({
  initial,
}: {
  initial: { range: string | undefined; project: string | undefined };
}) {
  const [report, setReport] = useState<UsageReport | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [range, setRange] = useState<Range>(isRange(initial.range) ? initial.range : "30");
  const [project, setProject] = useState(initial.project ?? ALL);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt loads again
  useEffect(() => {
    const controller = new AbortController();
    setProblem(null);
    load(controller.signal).then(setReport, (error: unknown) => {
      if (!controller.signal.aborted) setProblem(messageOf(error));
    });
    return () => controller.abort();
  }, [attempt]);

  function choose(next: { range?: Range; project?: string }): void {
    const chosen = { range, project, ...next };
    setRange(chosen.range);
    setProject(chosen.project);
    const query = new URLSearchParams({ days: chosen.range });
    if (chosen.project !== ALL) query.set("project", chosen.project);
    window.history.replaceState(null, "", `?${query}`);
  }

  if (problem) {
    return (
      <Callout
        tone="danger"
        title="Your usage could not be loaded"
        action={<Button onClick={() => setAttempt((n) => n + 1)}>Try again</Button>}
      >
        {problem}
      </Callout>
    );
  }
  if (!report) return <Loading />;
  if (report.rows.length === 0 && !report.tests) return <NothingYet />;
  return <Loaded report={report} range={range} project={project} onChoose={choose} />;
}

function Loaded({
  report,
  range,
  project,
  onChoose,
}: {
  report: UsageReport;
  range: Range;
  project: string;
  onChoose: (next: { range?: Range; project?: string }) => void;
}) {
  const projects = useMemo(() => groupUsage(report.rows, projectOf), [report]);
  const known = projects.some(({ key }) => key === project);
  const days = lastDays(report.to, Number(range));
  const from = days[0] ?? report.from;
  const rows = report.rows.filter((row) => (row.day ?? "") >= from && (!known || row.projectId === project));
  const total = addUp(rows);
  const priced = report.unpriced !== undefined;
  const perDay = days.map((day) => ({ day, ...addUp(rows.filter((row) => row.day === day)) }));
  const used = new Set(rows.map(({ model }) => model));
  const unpriced = (report.unpriced ?? []).filter((model) => used.has(model));
  const table = { total, priced };
  const keyed = (report.keys ?? []).filter((row) => row.day >= from && (!known || row.projectId === project));
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap gap-2">
        <div className="w-44 max-sm:flex-1">
          <Select
            aria-label="Days"
            value={range}
            options={RANGES}
            onValueChange={(next) => onChoose({ range: next })}
          />
        </div>
        <div className="w-60 max-sm:flex-1">
          <Select
            aria-label="Project"
            value={known ? project : ALL}
            options={[
              { value: ALL, label: "All projects" },
              ...projects.map(({ key, label }) => ({ value: key, label })),
            ]}
            onValueChange={(next) => onChoose({ project: next })}
          />
        </div>
      </div>
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        <Figure label="Replies">{formatNumber(total.replies)}</Figure>
        <Figure label="Input tokens">{formatNumber(total.inputTokens)}</Figure>
        <Figure label="Output tokens">{formatNumber(total.outputTokens)}</Figure>
        {priced ? (
          <Figure label="Cost">{typeof total.cost === "number" ? inDollars(total.cost) : "–"}</Figure>
        ) : null}
      </dl>
      {unpriced.length > 0 ? (
        <Callout tone="warning" title="Some of it has no price">
          The server’s price list does not have {unpriced.join(", ")}.
        </Callout>
      ) : null}
      <UsageChart key={`${range} ${project}`} days={perDay} />
      {rows.length === 0 ? (
        <p className="py-6 text-center text-fg-muted">Nothing was used in these days.</p>
      ) : (
        <Tabs defaultValue="day" className="flex flex-col gap-3">
          <TabsList aria-label="Table">
            <TabsTrigger value="day">By day</TabsTrigger>
            <TabsTrigger value="project">By project</TabsTrigger>
            <TabsTrigger value="model">By model</TabsTrigger>
            {keyed.length > 0 ? <TabsTrigger value="key">By key</TabsTrigger> : null}
          </TabsList>
          <TabsContent value="day">
            <UsageTable
              caption="Usage by day"
              heading="Day"
              groups={perDay
                .filter(({ replies }) => replies > 0)
                .map((sums) => ({ ...sums, key: sums.day, label: dayName(sums.day) }))
                .reverse()}
              {...table}
            />
          </TabsContent>
          <TabsContent value="project">
            <UsageTable
              caption="Usage by project"
              heading="Project"
              groups={groupUsage(rows, projectOf)}
              {...table}
            />
          </TabsContent>
          <TabsContent value="model">
            <UsageTable
              caption="Usage by model"
              heading="Model"
              groups={groupUsage(rows, ({ model = "" }) => ({ key: model, label: model }))}
              {...table}
            />
          </TabsContent>
          <TabsContent value="key">
            <UsageTable
              caption="Usage by API key"
              heading="API key"
              groups={groupUsage(keyed, ({ keyId, keyName }) => ({ key: keyId, label: keyName }))}
              total={addUp(keyed)}
              priced={priced}
            />
          </TabsContent>
        </Tabs>
      )}
      <TestUsage
        rows={(report.tests ?? []).filter((row) => row.day >= from && (!known || row.projectId === project))}
      />
    </div>
  );
}

/** The person's days, not the server's. */
function load(signal: AbortSignal): Promise<UsageReport> {
  // Some places are off by odd minutes in old records; the API takes quarter hours.
  const offset = -Math.round(new Date().getTimezoneOffset() / 15) * 15;
  const today = new Date(Date.now() + offset * 60_000).toISOString().slice(0, 10);
  const query = new URLSearchParams({
    from: lastDays(today, LONGEST)[0] ?? today,
    to: today,
    groupBy: "day,project,model",
    offset: String(offset),
  });
  return api<{ usage: UsageReport }>(`/api/usage?${query}`, { signal }).then(({ usage }) => usage);
}

function projectOf({ projectId = "", projectName }: UsageRow): { key: string; label: string } {
  return { key: projectId, label: projectName ?? `Deleted project (${projectId.slice(-4)})` };
}

function Figure({ label, children }: { label: string; children: string }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5 rounded-lg border border-line bg-surface p-4">
      <dt className="text-fg-muted text-xs">{label}</dt>
      <dd className="truncate font-semibold text-xl tabular-nums">{children}</dd>
    </div>
  );
}

function NothingYet() {
  return (
    <EmptyState
      icon={ChartColumn}
      title="Nothing used yet"
      action={
        <Link href="/projects" className={buttonClass({ variant: "primary" })}>
          Go to your projects
        </Link>
      }
    >
      Each reply’s tokens are added up here, by day, project and model.
    </EmptyState>
  );
}

function Loading() {
  return (
    <div className="flex flex-col gap-6" role="status" aria-label="Loading your usage">
      <Skeleton className="h-control w-60" />
      <Skeleton className="h-20" />
      <Skeleton className="h-60" />
    </div>
  );
}
