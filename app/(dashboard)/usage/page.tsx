import type { Metadata } from "next";
import { requirePrincipal } from "@/app/page-principal";
import { Page } from "@/components/shell/fill-page";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { Topbar } from "@/components/shell/topbar";
import { UsageView } from "@/components/usage/usage-view";

export const metadata: Metadata = { title: "Usage" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function UsagePage({ searchParams }: Props) {
  await requirePrincipal();
  const { days, project } = await searchParams;
  const text = (value: typeof days) => (typeof value === "string" ? value : undefined);
  return (
    <>
      <Topbar crumbs={[{ label: "Usage" }]} />
      <Main>
        <Page width="page">
          <PageHead title="Usage">
            Tokens that your projects’ replies have taken, also in chats that are gone.
          </PageHead>
          <UsageView initial={{ range: text(days), project: text(project) }} />
        </Page>
      </Main>
    </>
  );
}
