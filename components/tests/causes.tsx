import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { ReportRow } from "@/lib/evals";
import type { CauseRates, EvalRun } from "@/lib/schemas";
import { testsText } from "@/lib/text/tests";

const WORDS = {
  prompt: testsText.causes.prompt,
  passages: testsText.causes.passages,
  model: testsText.causes.model,
  interaction: testsText.causes.both,
  chance: testsText.causes.chance,
} as const;

const ARMS: [keyof CauseRates, string][] = [
  ["baseline", testsText.causes.before],
  ["again", testsText.causes.again],
  ["prompt", testsText.causes.newPrompt],
  ["passages", testsText.causes.newPassages],
  ["model", testsText.causes.newModel],
  ["candidate", testsText.causes.now],
];

/** What the experiment found for each case, with the shares behind it. */
export function Causes({ run, rows }: { run: EvalRun; rows: ReportRow[] }) {
  return (
    <Card className="divide-y divide-line">
      {run.causes.map(({ caseId, cause, rates }) => (
        <div key={caseId} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
          <Badge tone={cause === "chance" ? "neutral" : "accent"}>{WORDS[cause]}</Badge>
          <span className="min-w-0 flex-1 basis-48 break-words" dir="auto">
            {rows.find(({ id }) => id === caseId)?.name ?? caseId}
          </span>
          <span className="text-fg-muted text-sm tabular-nums">
            {ARMS.flatMap(([arm, label]) => {
              const rate = rates[arm];
              return rate === null ? [] : [`${label} ${Math.round(rate * 100)} %`];
            }).join(", ")}
          </span>
        </div>
      ))}
    </Card>
  );
}
