import type { Metadata } from "next";
import { requireAdministrator } from "@/app/page-principal";
import { AuditView } from "@/components/admin/audit-view";
import { PageHead } from "@/components/shell/page-head";
import { listAudit } from "@/lib/account";
import { LIMITS } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";

export const metadata: Metadata = { title: adminText.sections.audit };

export default async function AdminAuditPage() {
  await requireAdministrator();
  const first = await listAudit({ limit: LIMITS.pageDefault });
  return (
    <>
      <PageHead title={adminText.sections.audit}>{adminText.audit.intro}</PageHead>
      <AuditView initial={first} />
    </>
  );
}
