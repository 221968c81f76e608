import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Page } from "@/components/shell/fill-page";
import { PageCrumb } from "@/components/shell/page-crumb";
import { PageHead } from "@/components/shell/page-head";
import { MadeAt } from "@/components/tests/made-at";
import { ReportView } from "@/components/tests/report-view";
import { RunProgress } from "@/components/tests/run-progress";
import { isAppError } from "@/lib/errors";
import { readReport, toReportPage } from "@/lib/evals";
import type { EvalRun } from "@/lib/schemas";
import { pagesText } from "@/lib/text/pages";
import { editorProject, pageScope } from "../../../page-project";

type Props = {
  params: Promise<{ projectId: string; runId: string }>;
  searchParams: Promise<{ from?: string | string[] }>;
};

const pageReport = cache(async (projectId: string, runId: string) => {
  await editorProject(projectId);
  return readReport(await pageScope(projectId), projectId, runId).catch((error) => {
    if (isAppError(error, "not_found")) notFound();
    throw error;
  });
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { projectId, runId } = await params;
  return { title: pagesText.run.crumb((await pageReport(projectId, runId)).run.testSetName) };
}

const sideOf = ({ kind, release }: EvalRun["candidate"]) =>
  kind === "release" && release !== null
    ? `v${release}`
    : pagesText.run[kind === "document" ? "document" : "draft"];

const whatOf = ({ kind, candidate, baseline }: EvalRun) =>
  kind === "why"
    ? pagesText.run.experiment
    : pagesText.run.sides(sideOf(candidate), baseline && sideOf(baseline));

export default async function RunPage({ params, searchParams }: Props) {
  const { projectId, runId } = await params;
  const { from } = await searchParams;
  const first = typeof from === "string" && /^\d{1,4}$/.test(from) ? Number(from) : 0;
  const report = await pageReport(projectId, runId);
  const { run } = report;
  const open = run.status === "queued" || run.status === "running";
  const tests = `/projects/${projectId}/tests`;
  const back = run.explains
    ? { href: `${tests}/runs/${run.explains}`, text: pagesText.run.explained }
    : { href: `${tests}/${run.testSetId}`, text: pagesText.run.set };
  return (
    <Page>
      <PageCrumb label={pagesText.run.crumb(run.testSetName)} />
      <PageHead title={run.testSetName}>
        {whatOf(run)}, <MadeAt iso={run.createdAt} />.{" "}
        <Link href={back.href} prefetch={false} className="underline underline-offset-2 print:hidden">
          {back.text}
        </Link>
      </PageHead>
      {open ? <RunProgress run={run} /> : <ReportView report={toReportPage(report, first)} />}
    </Page>
  );
}
