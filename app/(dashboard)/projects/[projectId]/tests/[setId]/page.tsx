import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "@/components/shell/fill-page";
import { SetView } from "@/components/tests/set-view";
import { isAppError } from "@/lib/errors";
import { getTestSet, listCases } from "@/lib/evals";
import { pagesText } from "@/lib/text/pages";
import { editorProject, pageScope } from "../../page-project";

export const metadata: Metadata = { title: pagesText.set.title };

type Props = { params: Promise<{ projectId: string; setId: string }> };

export default async function TestSetPage({ params }: Props) {
  const { projectId, setId } = await params;
  await editorProject(projectId);
  const scope = await pageScope(projectId);
  const [set, { cases }] = await Promise.all([getTestSet(scope, setId), listCases(scope, setId)]).catch(
    (error) => {
      if (isAppError(error, "not_found")) notFound();
      throw error;
    },
  );
  if (set.projectId !== projectId) notFound();
  return (
    <Page>
      <SetView projectId={projectId} set={set} cases={cases} />
    </Page>
  );
}
