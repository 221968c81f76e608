import type { Metadata } from "next";
import { PeopleManager } from "@/components/people/people-manager";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { listInvitations, listMembers } from "@/lib/people";
import { LIMITS } from "@/lib/schemas";
import { pagesText } from "@/lib/text/pages";
import { pageProject, pageScope } from "../page-project";

export const metadata: Metadata = { title: pagesText.people.title };

export default async function PeoplePage({ params }: { params: Promise<{ projectId: string }> }) {
  const { id, name, role } = await pageProject((await params).projectId);
  const scope = await pageScope(id);
  const [{ members }, invitations] = await Promise.all([
    listMembers(scope, id, { limit: LIMITS.pageMax }),
    role === "owner" ? listInvitations(scope, id) : [],
  ]);
  return (
    <Page>
      <PageHead title={pagesText.people.title} />
      <p className="-mt-2 mb-6 text-fg-muted">{pagesText.people.intro}</p>
      <PeopleManager
        project={{ id, name, role }}
        me={scope.userId}
        initialMembers={members}
        initialInvitations={invitations}
      />
    </Page>
  );
}
