import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Page } from "@/components/shell/fill-page";
import { PageCrumb } from "@/components/shell/page-crumb";
import { SetView } from "@/components/tests/set-view";
import { isAppError } from "@/lib/errors";
import { getTestSet, listCases } from "@/lib/evals";
import { editorProject, pageScope } from "../../page-project";

type Props = { params: Promise<{ projectId: string; setId: string }> };

const pageSet = cache(async (projectId: string, setId: string) => {
  const set = await getTestSet(await pageScope(projectId), setId).catch(missing);
  return set.projectId === projectId ? set : notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { projectId, setId } = await params;
  await editorProject(projectId);
  return { title: (await pageSet(projectId, setId)).name };
}

export default async function TestSetPage({ params }: Props) {
  const { projectId, setId } = await params;
  await editorProject(projectId);
  const scope = await pageScope(projectId);
  const [set, { cases }] = await Promise.all([
    pageSet(projectId, setId),
    listCases(scope, setId).catch(missing),
  ]);
  return (
    <Page>
      <PageCrumb label={set.name} />
      <SetView projectId={projectId} set={set} cases={cases} />
    </Page>
  );
}

function missing(error: unknown): never {
  if (isAppError(error, "not_found")) notFound();
  throw error;
}
