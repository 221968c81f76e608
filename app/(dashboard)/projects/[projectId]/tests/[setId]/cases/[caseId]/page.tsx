import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { CaseForm } from "@/components/tests/case-form";
import { isAppError } from "@/lib/errors";
import { getCase, getTestSet } from "@/lib/evals";
import { findVariables } from "@/lib/schemas";
import { pagesText } from "@/lib/text/pages";
import { editorProject, pageScope } from "../../../../page-project";

export const metadata: Metadata = { title: pagesText.case.title };

type Props = { params: Promise<{ projectId: string; setId: string; caseId: string }> };

export default async function CasePage({ params }: Props) {
  const { projectId, setId, caseId } = await params;
  const scope = await pageScope(projectId);
  const { files, prompts } = await editorProject(projectId);
  const missing = (error: unknown): never => {
    if (isAppError(error, "not_found")) notFound();
    throw error;
  };
  const set = await getTestSet(scope, setId).catch(missing);
  const item = caseId === "new" ? null : await getCase(scope, caseId).catch(missing);
  if (set.projectId !== projectId || (item && item.testSetId !== setId)) notFound();
  return (
    <Page>
      <PageHead title={item ? item.name : pagesText.case.new}>{pagesText.case.intro}</PageHead>
      <CaseForm
        projectId={projectId}
        set={set}
        item={item}
        variables={findVariables(prompts.map(({ content }) => content))}
        files={files.map(({ id, filename }) => ({ id, filename }))}
      />
    </Page>
  );
}
