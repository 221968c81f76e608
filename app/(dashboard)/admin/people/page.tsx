import type { Metadata } from "next";
import { requireAdministrator } from "@/app/page-principal";
import { PeopleList } from "@/components/admin/people-list";
import { PageHead } from "@/components/shell/page-head";
import { listUsers } from "@/lib/account";
import { LIMITS } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";

export const metadata: Metadata = { title: adminText.sections.people };

export default async function AdminPeoplePage() {
  const { userId } = await requireAdministrator();
  const first = await listUsers({ limit: LIMITS.pageDefault });
  return (
    <>
      <PageHead title={adminText.sections.people}>{adminText.people.intro}</PageHead>
      <PeopleList initial={first} me={userId} />
    </>
  );
}
