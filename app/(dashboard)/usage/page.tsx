import type { Metadata } from "next";
import { requirePrincipal } from "@/app/page-principal";
import { Page } from "@/components/shell/fill-page";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { Topbar } from "@/components/shell/topbar";
import { OwnQuota } from "@/components/usage/own-quota";
import { UsageView } from "@/components/usage/usage-view";
import { getQuota } from "@/lib/account";
import { scopeOf } from "@/lib/auth";
import { pagesText } from "@/lib/text/pages";

export const metadata: Metadata = { title: pagesText.usage.title };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function UsagePage({ searchParams }: Props) {
  const scope = scopeOf(await requirePrincipal());
  const { quota } = await getQuota(scope);
  const { days, project } = await searchParams;
  const text = (value: typeof days) => (typeof value === "string" ? value : undefined);
  return (
    <>
      <Topbar crumbs={[{ label: pagesText.usage.title }]} />
      <Main>
        <Page width="page">
          <PageHead title={pagesText.usage.title}>{pagesText.usage.intro}</PageHead>
          {quota ? <OwnQuota state={quota} /> : null}
          <UsageView initial={{ range: text(days), project: text(project) }} />
        </Page>
      </Main>
    </>
  );
}
