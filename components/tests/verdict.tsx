import { Badge } from "@/components/ui/badge";
import type { CheckVerdict, EvalRun } from "@/lib/schemas";
import { testsText } from "@/lib/text/tests";

const WORDS = {
  better: { tone: "success", label: testsText.verdict.better },
  worse: { tone: "danger", label: testsText.verdict.worse },
  same: { tone: "neutral", label: testsText.verdict.same },
  unclear: { tone: "warning", label: testsText.verdict.unclear },
} as const;

export function VerdictBadge({ run }: { run: Pick<EvalRun, "status" | "verdict"> }) {
  if (run.verdict) {
    const { tone, label } = WORDS[run.verdict];
    return <Badge tone={tone}>{label}</Badge>;
  }
  if (run.status === "queued" || run.status === "running")
    return <Badge tone="accent">{testsText.verdict.running}</Badge>;
  return (
    <Badge>
      {run.status === "done"
        ? testsText.verdict.done
        : run.status === "cancelled"
          ? testsText.verdict.stopped
          : testsText.verdict.failed}
    </Badge>
  );
}

const MARKS = {
  pass: { tone: "success", label: testsText.verdict.pass },
  fail: { tone: "danger", label: testsText.verdict.fail },
  error: { tone: "warning", label: testsText.verdict.error },
  skipped: { tone: "neutral", label: testsText.verdict.skipped },
} as const;

const WINNERS = {
  candidate: { tone: "success", label: testsText.verdict.won },
  baseline: { tone: "danger", label: testsText.verdict.lost },
  tie: { tone: "neutral", label: testsText.verdict.tie },
} as const;

/** What a comparison of both sides found; it passes and fails nothing. */
export function WinnerBadge({ winner }: { winner: keyof typeof WINNERS }) {
  const { tone, label } = WINNERS[winner];
  return <Badge tone={tone}>{label}</Badge>;
}

export function CheckBadge({ verdict }: { verdict: CheckVerdict }) {
  const { tone, label } = MARKS[verdict];
  return <Badge tone={tone}>{label}</Badge>;
}
