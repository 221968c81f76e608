import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Page } from "@/components/shell/fill-page";
import { PageCrumb } from "@/components/shell/page-crumb";
import { PageHead } from "@/components/shell/page-head";
import { CaseForm } from "@/components/tests/case-form";
import { isAppError } from "@/lib/errors";
import { getCase, getTestSet, lastAnswer } from "@/lib/evals";
import { findVariables } from "@/lib/schemas";
import { pagesText } from "@/lib/text/pages";
import { editorProject, pageScope } from "../../../../page-project";

type Props = { params: Promise<{ projectId: string; setId: string; caseId: string }> };

const missing = (error: unknown): never => {
  if (isAppError(error, "not_found")) notFound();
  throw error;
};
const pageCase = cache(async (projectId: string, setId: string, caseId: string) => {
  await editorProject(projectId);
  const item = await getCase(await pageScope(projectId), caseId).catch(missing);
  return item.testSetId === setId ? item : notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { projectId, setId, caseId } = await params;
  return { title: caseId === "new" ? pagesText.case.new : (await pageCase(projectId, setId, caseId)).name };
}

export default async function CasePage({ params }: Props) {
  const { projectId, setId, caseId } = await params;
  const scope = await pageScope(projectId);
  const { files, prompts } = await editorProject(projectId);
  const set = await getTestSet(scope, setId).catch(missing);
  const item = caseId === "new" ? null : await pageCase(projectId, setId, caseId);
  if (set.projectId !== projectId) notFound();
  return (
    <Page>
      {item ? <PageCrumb label={item.name} /> : null}
      <PageHead title={item ? item.name : pagesText.case.new}>{pagesText.case.intro}</PageHead>
      <CaseForm
        projectId={projectId}
        set={set}
        item={item}
        answer={item && (await lastAnswer(scope, projectId, setId, item.id))}
        variables={findVariables(prompts.map(({ content }) => content))}
        files={files.map(({ id, filename }) => ({ id, filename }))}
      />
    </Page>
  );
}
