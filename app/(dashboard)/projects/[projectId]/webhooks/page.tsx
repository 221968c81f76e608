import type { Metadata } from "next";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { WebhooksView } from "@/components/webhooks/webhooks-view";
import { webhooksText } from "@/lib/text/webhooks";
import { listWebhooks } from "@/lib/webhooks";
import { editorProject, pageScope } from "../page-project";

export const metadata: Metadata = { title: webhooksText.title };

export default async function WebhooksPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { id } = await editorProject((await params).projectId);
  const { webhooks } = await listWebhooks(await pageScope(id), id);
  return (
    <Page>
      <PageHead title={webhooksText.title}>{webhooksText.lead}</PageHead>
      <WebhooksView projectId={id} initial={webhooks} />
    </Page>
  );
}
