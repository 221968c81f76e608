"use client";

import { Printer, Share2 } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { toast } from "@/components/ui/toast";
import type { ReportPage } from "@/lib/evals";
import { testsText } from "@/lib/text/tests";
import { Causes } from "./causes";
import { JudgeBesidePeople } from "./judge-beside-people";
import { MoreRows } from "./more-rows";
import { Pairwise, ReportNumbers } from "./report-numbers";
import { ReportRowView } from "./report-row";
import { UnclearAnswers } from "./unclear-answers";
import { VerdictBadge } from "./verdict";
import { Why } from "./why";

/** One sentence, four numbers, then what changed, worse first. */
export function ReportView({ report }: { report: ReportPage }) {
  const { run, rows, same, calibration } = report;
  const share = () =>
    navigator.clipboard.writeText(window.location.href).then(
      () => toast.success(testsText.report.copied),
      () => toast.error(testsText.report.notCopied),
    );
  return (
    <div className="flex flex-col gap-8">
      <section aria-label={testsText.report.verdict} className="flex flex-col gap-4">
        <div className="flex flex-wrap items-start gap-3">
          <span className="mt-0.5">
            <VerdictBadge run={run} />
          </span>
          <p className="min-w-0 flex-1 basis-64 text-lg">{run.sentence ?? run.stopReason}</p>
          <div className="flex gap-2 print:hidden">
            <Button size="sm" onClick={() => void share()}>
              <Share2 className="size-4" aria-hidden="true" />
              {testsText.report.share}
            </Button>
            <Button size="sm" onClick={() => window.print()}>
              <Printer className="size-4" aria-hidden="true" />
              {testsText.report.print}
            </Button>
          </div>
        </div>
        <ReportNumbers run={run} />
        <Pairwise run={run} />
        {run.alarm ? <Callout tone="danger">{run.alarm}</Callout> : null}
        {run.kind === "test" && rows.some(({ change }) => change === "worse" || change === "better") ? (
          <Why run={run} />
        ) : null}
        {run.warnings.map((warning) => (
          <Callout key={warning} tone="warning">
            {warning}
          </Callout>
        ))}
      </section>
      {run.causes.length > 0 ? <Causes run={run} rows={rows} /> : null}
      <section aria-labelledby="changed" className="flex flex-col gap-3" hidden={run.kind === "why"}>
        <h2 id="changed" className="font-medium text-base">
          {run.baseline ? testsText.report.whatChanged : testsText.report.answers}
        </h2>
        {rows.length === 0 ? (
          <p className="rounded-lg border border-line border-dashed px-4 py-8 text-center text-fg-muted">
            {testsText.report.nothingChanged}
          </p>
        ) : (
          <ol className="flex flex-col gap-4">
            {rows.map((row) => (
              <li key={row.id}>
                <ReportRowView run={run} row={row} />
              </li>
            ))}
          </ol>
        )}
        <MoreRows report={report} />
        {same > 0 ? <p className="text-fg-muted">{testsText.report.same(same)}</p> : null}
      </section>
      <UnclearAnswers run={run} answers={report.unclear} />
      {run.gate.length > 0 ? (
        <section aria-labelledby="gate" className="flex break-inside-avoid flex-col gap-3">
          <h2 id="gate" className="font-medium text-base">
            {testsText.report.gate}
          </h2>
          <Card className="divide-y divide-line">
            {run.gate.map(({ rule, ok, detail }) => (
              <p key={rule} className="flex items-baseline gap-3 px-4 py-2.5">
                <Badge tone={ok ? "success" : "danger"}>
                  {ok ? testsText.report.pass : testsText.report.fail}
                </Badge>
                <span className="min-w-0 flex-1 break-words">{detail}</span>
              </p>
            ))}
          </Card>
        </section>
      ) : null}
      {run.kind === "why" ? null : <JudgeBesidePeople calibration={calibration} />}
      <p className="text-fg-muted text-sm print:hidden">
        {testsText.report.madeOf(run.repeats, run.judgeModel)}{" "}
        {(["md", "csv", "junit"] as const).map((format, index) => (
          <span key={format}>
            {index > 0 ? ", " : ""}
            <a
              className="underline underline-offset-2"
              href={`/api/projects/${run.projectId}/eval-runs/${run.id}/report?format=${format}`}
            >
              {{ md: "Markdown", csv: "CSV", junit: "JUnit" }[format]}
            </a>
          </span>
        ))}
        .
      </p>
    </div>
  );
}
