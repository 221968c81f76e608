import type { Metadata } from "next";
import Link from "next/link";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { Alarms, LiveStrip } from "@/components/tests/live-strip";
import { SetList } from "@/components/tests/set-list";
import { buttonClass } from "@/components/ui/button";
import { listRuns, listTestSets } from "@/lib/evals";
import { evalsText } from "@/lib/text/evals";
import { feedbackText } from "@/lib/text/feedback";
import { pagesText } from "@/lib/text/pages";
import { editorProject, pageScope } from "../page-project";

export const metadata: Metadata = { title: pagesText.tests.title };

export default async function TestsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { id, liveRelease } = await editorProject((await params).projectId);
  const scope = await pageScope(id);
  const [{ testSets }, { runs: all }, { runs: nights }] = await Promise.all([
    listTestSets(scope, id),
    listRuns(scope, id, { limit: 50 }),
    // Apart, or a busy day would hide what the night found.
    listRuns(scope, id, { limit: 50, kind: "nightly" }),
  ]);
  // An experiment explains a report; it says nothing of the draft.
  const runs = all.filter(({ kind }) => kind !== "why");
  return (
    <Page>
      <PageHead
        title={pagesText.tests.title}
        action={
          <span className="flex flex-wrap gap-2">
            <Link href={`/projects/${id}/feedback`} prefetch={false} className={buttonClass()}>
              {feedbackText.title}
            </Link>
            <Link href={`/projects/${id}/tests/suggestions`} prefetch={false} className={buttonClass()}>
              {evalsText.suggestions.link}
            </Link>
            <Link href={`/projects/${id}/releases`} prefetch={false} className={buttonClass()}>
              {pagesText.tests.releases}
            </Link>
          </span>
        }
      >
        {pagesText.tests.intro}
      </PageHead>
      <Alarms projectId={id} nights={nights} />
      <LiveStrip
        projectId={id}
        liveRelease={liveRelease}
        run={runs.find(({ kind }) => kind === "test") ?? null}
      />
      <SetList projectId={id} sets={testSets} runs={runs} />
    </Page>
  );
}
