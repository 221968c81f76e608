import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { ReportView } from "@/components/tests/report-view";
import { RunProgress } from "@/components/tests/run-progress";
import { isAppError } from "@/lib/errors";
import { readReport, toReportPage } from "@/lib/evals";
import { pagesText } from "@/lib/text/pages";
import { editorProject, pageScope } from "../../../page-project";

export const metadata: Metadata = { title: pagesText.run.title };

type Props = {
  params: Promise<{ projectId: string; runId: string }>;
  searchParams: Promise<{ from?: string | string[] }>;
};

export default async function RunPage({ params, searchParams }: Props) {
  const { projectId, runId } = await params;
  const { from } = await searchParams;
  const first = typeof from === "string" && /^\d{1,4}$/.test(from) ? Number(from) : 0;
  await editorProject(projectId);
  const scope = await pageScope(projectId);
  const report = await readReport(scope, projectId, runId).catch((error) => {
    if (isAppError(error, "not_found")) notFound();
    throw error;
  });
  const { run } = report;
  const open = run.status === "queued" || run.status === "running";
  return (
    <Page>
      <PageHead title={run.testSetName}>
        <Link
          href={`/projects/${projectId}/tests/${run.testSetId}`}
          prefetch={false}
          className="underline underline-offset-2 print:hidden"
        >
          {pagesText.run.set}
        </Link>
      </PageHead>
      {open ? <RunProgress run={run} /> : <ReportView report={toReportPage(report, first)} />}
    </Page>
  );
}
