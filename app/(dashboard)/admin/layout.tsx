import type { Metadata } from "next";
import type { ReactNode } from "react";
import { requireAdministrator } from "@/app/page-principal";
import { AdminNav } from "@/components/admin/admin-nav";
import { Page } from "@/components/shell/fill-page";
import { Main } from "@/components/shell/main";
import { Topbar } from "@/components/shell/topbar";
import { adminText } from "@/lib/text/admin";

export const metadata: Metadata = { title: adminText.title };

/** Each page asks {@link requireAdministrator} as well: a layout outlives the navigation from page to page. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  await requireAdministrator();
  return (
    <>
      <Topbar crumbs={[{ label: adminText.title }]}>
        <AdminNav />
      </Topbar>
      <Main>
        <Page width="page">{children}</Page>
      </Main>
    </>
  );
}
