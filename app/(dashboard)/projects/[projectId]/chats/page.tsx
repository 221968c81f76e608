import type { Metadata } from "next";
import { requirePrincipal } from "@/app/page-principal";
import { ChatManager } from "@/components/chat-list/chat-manager";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { scopeOf } from "@/lib/auth";
import { listChats } from "@/lib/chats";
import { pagesText } from "@/lib/text/pages";
import { pageProject } from "../page-project";

export const metadata: Metadata = { title: pagesText.chats.title };

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
      <PageHead title={archived ? pagesText.chats.archived : pagesText.chats.title}>
        {archived ? pagesText.chats.archivedHint : pagesText.chats.hint}
      </PageHead>
      <ChatManager key={String(archived)} projectId={id} archived={archived} initial={initial} />
    </Page>
  );
}
