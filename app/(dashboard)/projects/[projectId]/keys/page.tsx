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
import { pageProject } from "../page-project";

export const metadata: Metadata = { title: "API keys" };

export default async function ProjectKeysPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { id, name, slug } = await pageProject((await params).projectId);
  const scope = scopeOf(await requirePrincipal());
  const [{ keys, ...page }, origin] = await Promise.all([keyPage(scope, id), pageOrigin()]);
  const baseUrl = `${origin}/api/v1`;
  return (
    <Page>
      <PageHead title="API keys">
        Keys that reach this project alone. Those for all of your projects are in your account.
      </PageHead>
      <Section
        title="Address"
        description="Any program that speaks OpenAI’s API can use this project: it is the model."
      >
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
          <dt className="text-fg-muted">Base URL</dt>
          <dd className="break-all font-mono">{baseUrl}</dd>
          <dt className="text-fg-muted">Model</dt>
          <dd className="break-all font-mono">{slug}</dd>
        </dl>
        <Samples baseUrl={baseUrl} model={slug} secret="YOUR_KEY" />
        <p>
          <a href="/docs/api" className="text-accent-text underline underline-offset-4">
            API reference
          </a>
          {" · "}
          <Link href={`/projects/${id}/mcp`} className="text-accent-text underline underline-offset-4">
            {mcpText.fromKeys}
          </Link>
        </p>
      </Section>
      <Section
        title="Keys"
        description="Each with limits of its own. A secret is shown once, when it is made."
      >
        <KeysView initial={keys} project={{ id, name, slug }} baseUrl={baseUrl} now={Date.now()} {...page} />
      </Section>
    </Page>
  );
}
