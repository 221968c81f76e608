import type { Metadata } from "next";
import { ChatTabs } from "@/components/chat-list/chat-tabs";
import { SharedChatList } from "@/components/share/shared-chat-list";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { listSharedChats } from "@/lib/chats";
import { sharedChatsText as text } from "@/lib/text/shared-chats";
import { pageProject, pageScope } from "../page-project";

export const metadata: Metadata = { title: text.title };

export default async function SharedChatsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params;
  const { id } = await pageProject(projectId);
  const scope = await pageScope(projectId);
  const initial = await listSharedChats(scope, id, { limit: 50 });
  return (
    <Page>
      <PageHead title={text.title}>{text.intro}</PageHead>
      <div className="flex flex-col gap-4">
        <ChatTabs projectId={id} current="shared" />
        <SharedChatList projectId={id} userId={scope.userId} initial={initial} />
      </div>
    </Page>
  );
}
