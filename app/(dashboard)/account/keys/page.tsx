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
import { pagesText } from "@/lib/text/pages";

export const metadata: Metadata = { title: pagesText.keys.title };

export default async function AccountKeysPage() {
  const principal = await requirePrincipal();
  const [{ keys, ...page }, origin] = await Promise.all([keyPage(scopeOf(principal)), pageOrigin()]);
  return (
    <>
      <Topbar
        crumbs={[{ label: pagesText.keys.account, href: "/account" }, { label: pagesText.keys.title }]}
      />
      <Main>
        <Page>
          <PageHead title={pagesText.keys.title}>
            {pagesText.keys.intro(origin)}{" "}
            <a href="/docs/api" className="text-accent-text underline underline-offset-4">
              {pagesText.keys.reference}
            </a>
          </PageHead>
          <KeysView initial={keys} project={null} baseUrl={`${origin}/api/v1`} now={Date.now()} {...page} />
        </Page>
      </Main>
    </>
  );
}
