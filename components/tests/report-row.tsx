"use client";

import Link from "next/link";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { toast } from "@/components/ui/toast";
import { TextDiff } from "@/components/versions/text-diff";
import { api, messageOf } from "@/lib/client/api";
import type { PassageChange, ReportRow, ReportSide } from "@/lib/evals";
import type { EvalRun } from "@/lib/schemas";
import { testsText } from "@/lib/text/tests";
import { Requests } from "./requests";
import { CheckBadge, WinnerBadge } from "./verdict";

const CHANGES = {
  worse: { tone: "danger", label: testsText.row.worse },
  better: { tone: "success", label: testsText.row.better },
  changed: { tone: "warning", label: testsText.row.other },
  alone: { tone: "neutral", label: testsText.row.new },
  same: { tone: "neutral", label: testsText.row.same },
} as const;

export function ReportRowView({ run, row }: { run: EvalRun; row: ReportRow }) {
  const { candidate, baseline, passages } = row;
  const { tone, label } = CHANGES[row.change];
  const rates = (side: ReportSide) => `${side.passes}/${side.trials}`;
  return (
    // A long one goes on on the next sheet, with a frame on both; kept whole, each left half a sheet empty.
    <Card className="box-decoration-clone">
      <div className="break-inside-avoid">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-3">
          {run.baseline ? (
            <Badge tone={tone}>{label}</Badge>
          ) : candidate ? (
            <CheckBadge verdict={candidate.verdict} />
          ) : null}
          <h3 className="min-w-0 flex-1 basis-48 break-words font-medium" dir="auto">
            <Link
              href={`/projects/${run.projectId}/tests/${run.testSetId}/cases/${row.id}`}
              prefetch={false}
              className="hover:underline"
            >
              {row.name}
            </Link>
          </h3>
          <span className="text-fg-muted text-sm tabular-nums">
            {candidate && baseline
              ? testsText.row.rates(rates(candidate), rates(baseline))
              : candidate
                ? testsText.row.rate(rates(candidate))
                : testsText.row.noAnswer}
          </span>
        </div>
        {/* Holds room for some lines below the head, which would else stand alone at a sheet's foot. */}
        <div aria-hidden="true" className="hidden h-24 -mb-24 print:block" />
      </div>
      <div className="flex flex-col gap-4 px-4 py-3">
        {row.question !== row.name ? (
          <p className="whitespace-pre-wrap break-words text-fg-muted" dir="auto">
            {row.question}
          </p>
        ) : null}
        {candidate ? (
          <div>
            {candidate.error ? (
              <p className="text-danger-text">{candidate.error}</p>
            ) : baseline && !baseline.error && baseline.output !== candidate.output ? (
              <TextDiff before={baseline.output} after={candidate.output} />
            ) : (
              <p className="line-clamp-12 whitespace-pre-wrap break-words print:line-clamp-none" dir="auto">
                {candidate.output}
              </p>
            )}
          </div>
        ) : null}
        {candidate ? <Reasons run={run} side={candidate} before={baseline} /> : null}
        {passages.length > 0 ? <Passages passages={passages} /> : null}
        {candidate ? (
          <Requests run={run} candidateId={candidate.resultId} baselineId={baseline?.resultId ?? null} />
        ) : null}
      </div>
    </Card>
  );
}

function Reasons({ run, side, before }: { run: EvalRun; side: ReportSide; before: ReportSide | null }) {
  const judged = side.checks.some(({ type }) => ["meets", "agrees", "grounded"].includes(type));
  if (side.checks.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <ul className="flex break-inside-avoid flex-col gap-1.5">
        {side.checks.map((check, index) => {
          const was = before?.checks[index];
          const key = `${index}`;
          return (
            <li key={key} className="flex flex-wrap items-baseline gap-x-2 gap-y-1 text-sm">
              {check.winner ? <WinnerBadge winner={check.winner} /> : <CheckBadge verdict={check.verdict} />}
              {was && was.verdict !== check.verdict ? (
                <span className="text-fg-subtle">{testsText.row.was[was.verdict]}</span>
              ) : null}
              <span className="min-w-0 break-words" dir="auto">
                {check.reason}
                {check.quote ? <span className="text-fg-muted"> “{check.quote}”</span> : null}
              </span>
            </li>
          );
        })}
      </ul>
      {judged ? <Review run={run} side={side} /> : null}
    </div>
  );
}

/** What a person says of the judge: it is how one learns whether to trust it. */
function Review({ run, side }: { run: EvalRun; side: ReportSide }) {
  const [agree, setAgree] = useState(side.review);
  async function say(value: boolean): Promise<void> {
    const before = agree;
    setAgree(value);
    try {
      await api(`/api/projects/${run.projectId}/eval-runs/${run.id}/results/${side.resultId}/review`, {
        method: "PUT",
        body: { agree: value },
      });
    } catch (error) {
      setAgree(before);
      toast.error(messageOf(error));
    }
  }
  return (
    <p className="flex flex-wrap items-center gap-2 text-fg-muted text-sm print:hidden">
      {testsText.row.judgeRight}
      <Button
        size="sm"
        aria-pressed={agree === true}
        variant={agree === true ? "primary" : "secondary"}
        onClick={() => void say(true)}
      >
        {testsText.row.agree}
      </Button>
      <Button
        size="sm"
        aria-pressed={agree === false}
        variant={agree === false ? "primary" : "secondary"}
        onClick={() => void say(false)}
      >
        {testsText.row.disagree}
      </Button>
    </p>
  );
}

function Passages({ passages }: { passages: PassageChange[] }) {
  return (
    <div className="flex flex-col gap-1.5">
      <h4 className="font-medium text-sm">{testsText.row.passages}</h4>
      <ul className="flex flex-col gap-1.5 text-sm">
        {passages.map(({ hash, filename, text, before, after }) => (
          <li key={hash} className="flex flex-wrap items-baseline gap-x-2">
            <Badge tone={before === null ? "success" : after === null ? "danger" : "neutral"}>
              {testsText.row.place(before, after)}
            </Badge>
            <span
              className="min-w-0 flex-1 basis-48 truncate print:whitespace-normal"
              dir="auto"
              data-tip-clipped=""
              data-tip={text}
            >
              <span className="text-fg-muted">{filename}:</span> {text}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
