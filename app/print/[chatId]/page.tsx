import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { requirePrincipal } from "@/app/page-principal";
import { PrintButton } from "@/components/print/print-button";
import { PrintedMessage } from "@/components/print/printed-message";
import { scopeOf } from "@/lib/auth";
import { getChat, listMessages } from "@/lib/chats";
import { isAppError } from "@/lib/errors";
import type { ChatDetail, Message } from "@/lib/schemas";
import { LIMITS } from "@/lib/schemas";
import { pagesText } from "@/lib/text/pages";

type Props = { params: Promise<{ chatId: string }> };

/** More would hold the browser for long; the newest are kept. */
const MOST_MESSAGES = 1_000;

const chatToPrint = cache(async (chatId: string): Promise<ChatDetail> => {
  try {
    return await getChat(scopeOf(await requirePrincipal()), chatId);
  } catch (error) {
    if (isAppError(error, "not_found")) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await chatToPrint((await params).chatId)).title };
}

/** A whole conversation as one page on white, for the printer or a PDF. */
export default async function PrintPage({ params }: Props) {
  const { chatId } = await params;
  const chat = await chatToPrint(chatId);
  const { messages, cut } = await newestMessages(chatId);
  const day = new Date(chat.activityAt).toLocaleDateString("en", { dateStyle: "long", timeZone: "UTC" });
  return (
    <div className="paper min-h-dvh bg-surface text-fg">
      <main className="print-page mx-auto max-w-reading px-6 py-8 text-base print:max-w-none print:p-0">
        <div className="mb-8 flex items-start justify-between gap-4">
          <div className="min-w-0">
            <h1 className="break-words font-semibold text-2xl" dir="auto">
              {chat.title}
            </h1>
            <p className="mt-1 text-fg-muted">
              <time dateTime={chat.activityAt}>{day}</time>
              {pagesText.print.mayBeWrong}
            </p>
            {cut ? <p className="text-fg-muted">{pagesText.print.newest(MOST_MESSAGES)}</p> : null}
          </div>
          <PrintButton />
        </div>
        {messages.map((message) => (
          <PrintedMessage key={message.id} message={message} />
        ))}
      </main>
    </div>
  );
}

async function newestMessages(chatId: string): Promise<{ messages: Message[]; cut: boolean }> {
  const scope = scopeOf(await requirePrincipal());
  const messages: Message[] = [];
  let cursor: string | undefined;
  do {
    const page = await listMessages(scope, chatId, { limit: LIMITS.pageMax, ...(cursor ? { cursor } : {}) });
    messages.unshift(...page.messages);
    cursor = page.nextCursor ?? undefined;
  } while (cursor && messages.length < MOST_MESSAGES);
  return { messages, cut: cursor !== undefined };
}
