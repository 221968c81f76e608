import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { SharedThread } from "@/components/share/shared-thread";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { readSharedChat } from "@/lib/chats";
import { isAppError } from "@/lib/errors";
import { sharedChatsText as text } from "@/lib/text/shared-chats";
import { pageScope } from "../../page-project";

type Props = { params: Promise<{ projectId: string; chatId: string }> };

const sharedChat = cache(async (projectId: string, chatId: string) =>
  readSharedChat(await pageScope(projectId), projectId, chatId, { limit: 100 }).catch((error) => {
    if (isAppError(error, "not_found")) notFound();
    throw error;
  }),
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { projectId, chatId } = await params;
  return { title: (await sharedChat(projectId, chatId)).title };
}

/** Somebody else's chat, to read. */
export default async function SharedChatPage({ params }: Props) {
  const { projectId, chatId } = await params;
  const chat = await sharedChat(projectId, chatId);
  return (
    <Page>
      <PageHead title={chat.title}>{text.reading(chat.author.name)}</PageHead>
      {chat.messages.length === 0 ? <p className="text-fg-muted">{text.none}</p> : null}
      <SharedThread path={`/api/projects/${projectId}/shared-chats/${chatId}`} initial={chat} />
    </Page>
  );
}
