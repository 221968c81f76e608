import type { Metadata } from "next";
import { requireAdministrator } from "@/app/page-principal";
import { UsageOfAll } from "@/components/admin/usage-of-all";
import { PageHead } from "@/components/shell/page-head";
import { adminText } from "@/lib/text/admin";

export const metadata: Metadata = { title: adminText.sections.usage };

export default async function AdminUsagePage() {
  await requireAdministrator();
  return (
    <>
      <PageHead title={adminText.sections.usage}>{adminText.usage.intro}</PageHead>
      <UsageOfAll />
    </>
  );
}
