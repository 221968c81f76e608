import type { Metadata } from "next";
import Link from "next/link";
import { pageOrigin } from "@/app/page-origin";
import { ClientSnippets } from "@/components/mcp/client-snippets";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { Section } from "@/components/ui/card";
import { mcpText } from "@/lib/text/mcp";
import { pageProject } from "../page-project";

export const metadata: Metadata = { title: mcpText.title };

export default async function McpPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { id, slug } = await pageProject((await params).projectId);
  const url = `${await pageOrigin()}/api/projects/${id}/mcp`;
  const rows = [
    [mcpText.url, url],
    [mcpText.transport, mcpText.transportIs],
    [mcpText.header, "Authorization: Bearer YOUR_KEY"],
  ];
  return (
    <Page>
      <PageHead title={mcpText.title}>{mcpText.lead}</PageHead>
      <Section title={mcpText.address} description={mcpText.addressLead}>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
          {rows.map(([term, value]) => (
            <div key={term} className="contents">
              <dt className="text-fg-muted">{term}</dt>
              <dd className="break-all font-mono">{value}</dd>
            </div>
          ))}
        </dl>
        <p>
          <Link href={`/projects/${id}/keys`} className="text-accent-text underline underline-offset-4">
            {mcpText.makeKey}
          </Link>
        </p>
      </Section>
      <Section title={mcpText.clients} description={mcpText.clientsLead}>
        <ClientSnippets url={url} name={slug} />
      </Section>
      <Section title={mcpText.offers} description={mcpText.rest}>
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[auto_minmax(0,1fr)]">
          {mcpText.tools.map(([tool, what]) => (
            <div key={tool} className="contents">
              <dt className="font-mono">{tool}</dt>
              <dd className="text-fg-muted">{what}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </Page>
  );
}
