import type { Metadata } from "next";
import { requireAdministrator } from "@/app/page-principal";
import { HealthView } from "@/components/admin/health-view";
import { PageHead } from "@/components/shell/page-head";
import { healthReport } from "@/lib/account";
import { adminText } from "@/lib/text/admin";

export const metadata: Metadata = { title: adminText.sections.health };

export default async function AdminHealthPage() {
  await requireAdministrator();
  return (
    <>
      <PageHead title={adminText.sections.health}>{adminText.health.intro}</PageHead>
      <HealthView health={await healthReport()} />
    </>
  );
}
