import type { Metadata } from "next";
import { requirePrincipal } from "@/app/page-principal";
import { ChatManager } from "@/components/chat-list/chat-manager";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { scopeOf } from "@/lib/auth";
import { listChats } from "@/lib/chats";
import { pageProject } from "../page-project";

export const metadata: Metadata = { title: "All chats" };

type Props = {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ archived?: string | string[] }>;
};

export default async function ChatsPage({ params, searchParams }: Props) {
  const { id } = await pageProject((await params).projectId);
  const archived = (await searchParams).archived !== undefined;
  const initial = await listChats(scopeOf(await requirePrincipal()), id, { limit: 50, archived });
  return (
    <Page>
      <PageHead title={archived ? "Archived chats" : "All chats"}>
        {archived
          ? "Put aside: the sidebar and the search for recent chats leave them out. They can be opened and restored."
          : "Select several to archive or delete them together."}
      </PageHead>
      <ChatManager key={String(archived)} projectId={id} archived={archived} initial={initial} />
    </Page>
  );
}
