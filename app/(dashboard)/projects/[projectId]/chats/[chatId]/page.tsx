import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ChatView } from "@/components/chat/chat-view";
import { FillPage } from "@/components/shell/fill-page";
import { getChat, listMessages } from "@/lib/chats";
import { isAppError } from "@/lib/errors";
import { fileRules } from "@/lib/files";
import type { ChatDetail, Message } from "@/lib/schemas";
import { chatProject } from "../../chat-project";
import { pageProject, pageScope } from "../../page-project";

type Props = { params: Promise<{ projectId: string; chatId: string }> };

/** Enough to fill a large screen; older ones are fetched when the reader gets near them. */
const FIRST_PAGE = 30;

const pageChat = cache(async (projectId: string, chatId: string): Promise<ChatDetail> => {
  const scope = await pageScope(projectId);
  const chat = await getChat(scope, chatId).catch(missing);
  return chat.projectId === projectId ? chat : notFound();
});

const pageMessages = cache(
  async (projectId: string, chatId: string): Promise<{ messages: Message[]; nextCursor: string | null }> => {
    const scope = await pageScope(projectId);
    return listMessages(scope, chatId, { limit: FIRST_PAGE }).catch(missing);
  },
);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { projectId, chatId } = await params;
  return { title: (await pageChat(projectId, chatId)).title };
}

export default async function ChatPage({ params }: Props) {
  const { projectId, chatId } = await params;
  const [project, chat, page] = await Promise.all([
    pageProject(projectId),
    pageChat(projectId, chatId),
    pageMessages(projectId, chatId),
  ]);
  return (
    <FillPage>
      <ChatView
        project={await chatProject(project)}
        initial={{
          ...page,
          chatId,
          title: chat.title,
          running: chat.running,
          variables: chat.variables,
          model: chat.model,
          effort: chat.effort,
        }}
        maxFileBytes={fileRules().maxBytes}
      />
    </FillPage>
  );
}

function missing(error: unknown): never {
  if (isAppError(error, "not_found")) notFound();
  throw error;
}
