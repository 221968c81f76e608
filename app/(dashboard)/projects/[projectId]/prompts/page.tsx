import type { Metadata } from "next";
import { PreviewButton } from "@/components/prompts/preview-button";
import { PromptList } from "@/components/prompts/prompt-list";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { VersionsLink } from "@/components/versions/versions-link";
import { contextWindowOf } from "@/lib/ai";
import { pagesText } from "@/lib/text/pages";
import { editorProject } from "../page-project";

export const metadata: Metadata = { title: pagesText.prompts.title };

export default async function PromptsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { id, prompts, version, settings } = await editorProject((await params).projectId);
  return (
    <Page>
      <PageHead
        title={pagesText.prompts.title}
        action={
          <div className="flex flex-wrap gap-2">
            <PreviewButton projectId={id} />
            <VersionsLink projectId={id} />
          </div>
        }
      >
        {pagesText.prompts.intro}
      </PageHead>
      <PromptList
        projectId={id}
        initial={prompts}
        initialVersion={version}
        model={settings.model}
        contextWindow={contextWindowOf(settings.model)}
      />
    </Page>
  );
}
