import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { SharedThread } from "@/components/share/shared-thread";
import { Brand } from "@/components/shell/brand";
import { readShared } from "@/lib/chats";
import { isAppError } from "@/lib/errors";
import type { SharedChat } from "@/lib/schemas";

type Props = { params: Promise<{ token: string }> };

const FIRST_PAGE = 100;

/** Whoever has the link reads; a revoked one looks like one that never was. */
const sharedChat = cache(async (token: string): Promise<SharedChat> => {
  try {
    return await readShared(token, { limit: FIRST_PAGE });
  } catch (error) {
    if (isAppError(error, "not_found")) notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title } = await sharedChat((await params).token);
  return { title, robots: { index: false, follow: false } };
}

export default async function SharedPage({ params }: Props) {
  const { token } = await params;
  const chat = await sharedChat(token);
  const day = new Date(chat.createdAt).toLocaleDateString("en", { dateStyle: "long", timeZone: "UTC" });
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-reading flex-col px-4 sm:px-6">
      <header className="border-line border-b py-2">
        <Brand href="/" />
      </header>
      <main className="flex-1 py-8">
        <h1 className="break-words font-semibold text-2xl" dir="auto">
          {chat.title}
        </h1>
        <p className="mt-1 mb-8 text-fg-muted">
          A chat with an AI assistant, shared on <time dateTime={chat.createdAt}>{day}</time>. Answers may be
          wrong.
        </p>
        <SharedThread token={token} initial={chat} />
      </main>
    </div>
  );
}
