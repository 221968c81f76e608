import type { Metadata } from "next";
import Link from "next/link";
import { pageOrigin } from "@/app/page-origin";
import { EmbedSetup } from "@/components/embed/embed-setup";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { buttonClass } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { answeringState, getEmbed } from "@/lib/embed";
import { embedText as text } from "@/lib/text/embed";
import { editorProject, pageScope } from "../page-project";

export const metadata: Metadata = { title: text.title };

export default async function EmbedSetupPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { id, name, slug } = await editorProject((await params).projectId);
  const scope = await pageScope(id);
  const [overview, state, origin] = await Promise.all([
    getEmbed(scope, id),
    answeringState(scope, id),
    pageOrigin(),
  ]);
  return (
    <Page>
      <PageHead title={text.title}>{text.intro}</PageHead>
      <div className="flex flex-col gap-3 pb-6 empty:hidden">
        {state.published ? null : (
          <Callout
            tone="warning"
            title={text.draft.title}
            action={
              <Link href={`/projects/${id}/releases`} prefetch={false} className={buttonClass()}>
                {text.draft.action}
              </Link>
            }
          >
            {text.draft.text}
          </Callout>
        )}
        {state.unanswered.length === 0 ? null : (
          <Callout tone="danger" title={text.unanswerable.title}>
            {text.unanswerable.text(state.unanswered)}
          </Callout>
        )}
      </div>
      <EmbedSetup initial={overview} project={{ name, slug }} origin={origin} />
    </Page>
  );
}
