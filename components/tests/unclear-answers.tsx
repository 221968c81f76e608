import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { ReportUnclear } from "@/lib/evals";
import type { EvalRun } from "@/lib/schemas";
import { evalsText } from "@/lib/text/evals";

const text = evalsText.report;

/** Answers of which the judge could not tell: they count for neither side until somebody has looked. */
export function UnclearAnswers({ run, answers }: { run: EvalRun; answers: ReportUnclear[] }) {
  if (answers.length === 0) return null;
  return (
    <section aria-labelledby="unclear" className="flex flex-col gap-3">
      <h2 id="unclear" className="font-medium text-base">
        {text.unclear}
      </h2>
      <p className="text-fg-muted">{text.unclearHint}</p>
      <Card className="divide-y divide-line">
        {answers.map(({ caseId, name, side, output, reason }, index) => {
          const key = `${index}`;
          return (
            <div key={key} className="flex flex-col gap-1 px-4 py-3">
              <p className="flex flex-wrap items-center gap-2">
                <Badge>{side === "baseline" ? text.baseline : text.candidate}</Badge>
                <Link
                  href={`/projects/${run.projectId}/tests/${run.testSetId}/cases/${caseId}`}
                  prefetch={false}
                  className="min-w-0 break-words font-medium hover:underline"
                  dir="auto"
                >
                  {name}
                </Link>
              </p>
              <p className="break-words text-sm" dir="auto">
                {reason}
              </p>
              <p className="line-clamp-3 break-words text-fg-muted text-sm" dir="auto">
                {output}
              </p>
            </div>
          );
        })}
      </Card>
    </section>
  );
}
