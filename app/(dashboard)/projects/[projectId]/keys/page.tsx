import type { Metadata } from "next";
import Link from "next/link";
import { pageOrigin } from "@/app/page-origin";
import { requirePrincipal } from "@/app/page-principal";
import { Samples } from "@/components/keys/key-secret";
import { KeysView } from "@/components/keys/keys-view";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { Section } from "@/components/ui/card";
import { scopeOf } from "@/lib/auth";
import { keyPage } from "@/lib/people";
import { mcpText } from "@/lib/text/mcp";
import { pagesText } from "@/lib/text/pages";
import { pageProject } from "../page-project";

export const metadata: Metadata = { title: pagesText.projectKeys.title };

export default async function ProjectKeysPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { id, name, slug } = await pageProject((await params).projectId);
  const scope = scopeOf(await requirePrincipal());
  const [{ keys, ...page }, origin] = await Promise.all([keyPage(scope, id), pageOrigin()]);
  const baseUrl = `${origin}/api/v1`;
  return (
    <Page>
      <PageHead title={pagesText.projectKeys.title}>{pagesText.projectKeys.intro}</PageHead>
      <Section title={pagesText.projectKeys.address} description={pagesText.projectKeys.addressHint}>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
          <dt className="text-fg-muted">{pagesText.projectKeys.baseUrl}</dt>
          <dd className="break-all font-mono">{baseUrl}</dd>
          <dt className="text-fg-muted">{pagesText.projectKeys.model}</dt>
          <dd className="break-all font-mono">{slug}</dd>
        </dl>
        <Samples baseUrl={baseUrl} model={slug} secret="YOUR_KEY" />
        <p>
          <a href="/docs/api" className="text-accent-text underline underline-offset-4">
            {pagesText.projectKeys.reference}
          </a>
          {" · "}
          <Link href={`/projects/${id}/mcp`} className="text-accent-text underline underline-offset-4">
            {mcpText.fromKeys}
          </Link>
        </p>
      </Section>
      <Section title={pagesText.projectKeys.keys} description={pagesText.projectKeys.keysHint}>
        <KeysView initial={keys} project={{ id, name, slug }} baseUrl={baseUrl} now={Date.now()} {...page} />
      </Section>
    </Page>
  );
}
