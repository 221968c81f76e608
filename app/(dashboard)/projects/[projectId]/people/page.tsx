import type { Metadata } from "next";
import { PeopleManager } from "@/components/people/people-manager";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { listInvitations, listMembers } from "@/lib/people";
import { LIMITS } from "@/lib/schemas";
import { pageProject, pageScope } from "../page-project";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage({ params }: { params: Promise<{ projectId: string }> }) {
  const { id, name, role } = await pageProject((await params).projectId);
  const scope = await pageScope(id);
  const [{ members }, invitations] = await Promise.all([
    listMembers(scope, id, { limit: LIMITS.pageMax }),
    role === "owner" ? listInvitations(scope, id) : [],
  ]);
  return (
    <Page>
      <PageHead title="People" />
      <p className="-mt-2 mb-6 text-fg-muted">
        Chats stay private to whoever began them. Members chat, editors also change prompts, files and
        settings, owners also manage people.
      </p>
      <PeopleManager
        project={{ id, name, role }}
        me={scope.userId}
        initialMembers={members}
        initialInvitations={invitations}
      />
    </Page>
  );
}
