import type { Metadata } from "next";
import { AskFiles } from "@/components/knowledge/ask-files";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { pageProject } from "../../page-project";

export const metadata: Metadata = { title: "Ask the files" };

type Props = {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ q?: string | string[] }>;
};

export default async function AskFilesPage({ params, searchParams }: Props) {
  const { id } = await pageProject((await params).projectId);
  const { q } = await searchParams;
  return (
    <Page>
      <PageHead title="Ask the files">
        The passages that an answer to your question would be given, best first. No model is asked.
      </PageHead>
      <AskFiles projectId={id} initialQuery={typeof q === "string" ? q.slice(0, 2_000) : ""} />
    </Page>
  );
}
