import type { Metadata } from "next";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { Suggestions } from "@/components/tests/suggestions";
import { suggestCases } from "@/lib/evals";
import { evalsText } from "@/lib/text/evals";
import { editorProject, pageScope } from "../../page-project";

const text = evalsText.suggestions;
export const metadata: Metadata = { title: text.title };

export default async function SuggestionsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { id } = await editorProject((await params).projectId);
  const { groups, days } = await suggestCases(await pageScope(id), id);
  return (
    <Page>
      <PageHead title={text.title}>{text.intro(days)}</PageHead>
      <Suggestions projectId={id} groups={groups} days={days} />
    </Page>
  );
}
