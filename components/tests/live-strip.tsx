import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { TimeAgo } from "@/components/ui/time-ago";
import type { EvalRun } from "@/lib/schemas";
import { evalsText } from "@/lib/text/evals";
import { testsText } from "@/lib/text/tests";
import { VerdictBadge } from "./verdict";

/** The newest night's finding of each set, as long as it is an alarm. */
export function Alarms({ projectId, nights }: { projectId: string; nights: EvalRun[] }) {
  const done = nights.filter(({ status }) => status === "done");
  const newest = [...Map.groupBy(done, ({ testSetId }) => testSetId).values()].flatMap(
    ([first]) => first ?? [],
  );
  return newest.map(({ id, alarm, testSetName }) =>
    alarm ? (
      <Callout key={id} tone="danger" title={evalsText.nightly.alarm(testSetName)} className="mb-4">
        {alarm}{" "}
        <Link
          href={`/projects/${projectId}/tests/runs/${id}`}
          prefetch={false}
          className="underline underline-offset-2"
        >
          {evalsText.nightly.report}
        </Link>
      </Callout>
    ) : null,
  );
}

/** What answers now, and what the last run says of the draft. */
export function LiveStrip({
  projectId,
  liveRelease,
  run,
}: {
  projectId: string;
  liveRelease: number | null;
  run: EvalRun | null;
}) {
  return (
    <Card className="mb-8 flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <span className="flex items-center gap-2">
        <span className="text-fg-muted">{testsText.live.live}</span>
        <Badge tone={liveRelease === null ? "neutral" : "success"}>
          {liveRelease === null ? testsText.live.draft : `v${liveRelease}`}
        </Badge>
      </span>
      {run ? (
        <Link
          href={`/projects/${projectId}/tests/runs/${run.id}`}
          prefetch={false}
          className="flex min-w-0 flex-1 basis-64 items-center gap-3 rounded-sm hover:underline"
        >
          <VerdictBadge run={run} />
          <span className="min-w-0 flex-1 truncate">{run.sentence ?? run.testSetName}</span>
          <span className="shrink-0 text-fg-subtle text-xs">
            <TimeAgo iso={run.createdAt} />
          </span>
        </Link>
      ) : (
        <span className="text-fg-muted">{testsText.live.nothing}</span>
      )}
    </Card>
  );
}
