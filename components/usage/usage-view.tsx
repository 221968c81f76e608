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
import { usageText } from "@/lib/text/usage";
import { TestUsage } from "./test-usage";
import { UsageChart } from "./usage-chart";
import { addUp, dayName, groupUsage, inDollars, lastDays } from "./usage-sums";
import { UsageTable } from "./usage-table";

const RANGES = [
  { value: "7", label: usageText.view.days7 },
  { value: "30", label: usageText.view.days30 },
  { value: "90", label: usageText.view.days90 },
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
        title={usageText.view.failed}
        action={<Button onClick={() => setAttempt((n) => n + 1)}>{usageText.view.retry}</Button>}
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
            aria-label={usageText.view.days}
            value={range}
            options={RANGES}
            onValueChange={(next) => onChoose({ range: next })}
          />
        </div>
        <div className="w-60 max-sm:flex-1">
          <Select
            aria-label={usageText.view.project}
            value={known ? project : ALL}
            options={[
              { value: ALL, label: usageText.view.allProjects },
              ...projects.map(({ key, label }) => ({ value: key, label })),
            ]}
            onValueChange={(next) => onChoose({ project: next })}
          />
        </div>
      </div>
      <dl className="flex flex-wrap gap-4 *:flex-1 *:basis-36">
        <Figure label={usageText.view.replies}>{formatNumber(total.replies)}</Figure>
        <Figure label={usageText.view.inputTokens}>{formatNumber(total.inputTokens)}</Figure>
        <Figure label={usageText.view.outputTokens}>{formatNumber(total.outputTokens)}</Figure>
        {priced ? (
          <Figure label={usageText.view.cost}>
            {typeof total.cost === "number" ? inDollars(total.cost) : "–"}
          </Figure>
        ) : null}
      </dl>
      {unpriced.length > 0 ? (
        <Callout tone="warning" title={usageText.view.unpriced}>
          {usageText.view.unpricedModels(unpriced.join(", "))}
        </Callout>
      ) : null}
      <UsageChart key={`${range} ${project}`} days={perDay} />
      {rows.length === 0 ? (
        <p className="py-6 text-center text-fg-muted">{usageText.view.nothing}</p>
      ) : (
        <Tabs defaultValue="day" className="flex flex-col gap-3">
          <TabsList aria-label={usageText.view.table}>
            <TabsTrigger value="day">{usageText.view.byDay}</TabsTrigger>
            <TabsTrigger value="project">{usageText.view.byProject}</TabsTrigger>
            <TabsTrigger value="model">{usageText.view.byModel}</TabsTrigger>
            {keyed.length > 0 ? <TabsTrigger value="key">{usageText.view.byKey}</TabsTrigger> : null}
          </TabsList>
          <TabsContent value="day">
            <UsageTable
              caption={usageText.view.dayCaption}
              heading={usageText.view.dayHeading}
              groups={perDay
                .filter(({ replies }) => replies > 0)
                .map((sums) => ({ ...sums, key: sums.day, label: dayName(sums.day) }))
                .reverse()}
              {...table}
            />
          </TabsContent>
          <TabsContent value="project">
            <UsageTable
              caption={usageText.view.projectCaption}
              heading={usageText.view.project}
              groups={groupUsage(rows, projectOf)}
              {...table}
            />
          </TabsContent>
          <TabsContent value="model">
            <UsageTable
              caption={usageText.view.modelCaption}
              heading={usageText.view.model}
              groups={groupUsage(rows, ({ model = "" }) => ({ key: model, label: model }))}
              {...table}
            />
          </TabsContent>
          <TabsContent value="key">
            <UsageTable
              caption={usageText.view.keyCaption}
              heading={usageText.view.key}
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
  return { key: projectId, label: projectName ?? usageText.view.deletedProject(projectId.slice(-4)) };
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
      title={usageText.view.none}
      action={
        <Link href="/projects" className={buttonClass({ variant: "primary" })}>
          {usageText.view.toProjects}
        </Link>
      }
    >
      {usageText.view.noneHint}
    </EmptyState>
  );
}

function Loading() {
  return (
    <div className="flex flex-col gap-6" role="status" aria-label={usageText.view.loading}>
      <Skeleton className="h-control w-60" />
      <Skeleton className="h-20" />
      <Skeleton className="h-60" />
    </div>
  );
}
