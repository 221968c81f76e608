import type { Metadata } from "next";
import { pageOrigin } from "@/app/page-origin";
import { requirePrincipal } from "@/app/page-principal";
import { KeysView } from "@/components/keys/keys-view";
import { Page } from "@/components/shell/fill-page";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { Topbar } from "@/components/shell/topbar";
import { scopeOf } from "@/lib/auth";
import { keyPage } from "@/lib/people";

export const metadata: Metadata = { title: "API keys" };

export default async function AccountKeysPage() {
  const principal = await requirePrincipal();
  const [{ keys, ...page }, origin] = await Promise.all([keyPage(scopeOf(principal)), pageOrigin()]);
  return (
    <>
      <Topbar crumbs={[{ label: "Account", href: "/account" }, { label: "API keys" }]} />
      <Main>
        <Page>
          <PageHead title="API keys">
            For programs that act in your name: {origin}/api/v1 speaks OpenAI’s API, and each project is a
            model.{" "}
            <a href="/docs/api" className="text-accent-text underline underline-offset-4">
              API reference
            </a>
          </PageHead>
          <KeysView initial={keys} project={null} baseUrl={`${origin}/api/v1`} now={Date.now()} {...page} />
        </Page>
      </Main>
    </>
  );
}
