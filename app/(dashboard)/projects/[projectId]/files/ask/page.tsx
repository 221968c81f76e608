import type { Metadata } from "next";
import { AskFiles } from "@/components/knowledge/ask-files";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { pagesText } from "@/lib/text/pages";
import { pageProject } from "../../page-project";

export const metadata: Metadata = { title: pagesText.searchFiles.title };

type Props = {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ q?: string | string[] }>;
};

export default async function AskFilesPage({ params, searchParams }: Props) {
  const { id } = await pageProject((await params).projectId);
  const { q } = await searchParams;
  return (
    <Page>
      <PageHead title={pagesText.searchFiles.title}>{pagesText.searchFiles.intro}</PageHead>
      <AskFiles projectId={id} initialQuery={typeof q === "string" ? q.slice(0, 2_000) : ""} />
    </Page>
  );
}
