import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { linkPreview } from "@/app/link-preview";
import { SharedThread } from "@/components/share/shared-thread";
import { Brand } from "@/components/shell/brand";
import { getBrand } from "@/lib/account";
import { readShared } from "@/lib/chats";
import { isAppError } from "@/lib/errors";
import type { SharedChat } from "@/lib/schemas";
import { pagesText } from "@/lib/text/pages";
import { siteText } from "@/lib/text/site";

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

const dayOf = (time: string) =>
  new Date(time).toLocaleDateString("en", { dateStyle: "long", timeZone: "UTC" });

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title, createdAt } = await sharedChat((await params).token);
  const { name } = await getBrand();
  const description = siteText.shared(dayOf(createdAt));
  return {
    title,
    description,
    robots: { index: false, follow: false },
    ...(await linkPreview(title, description, name)),
  };
}

export default async function SharedPage({ params }: Props) {
  const { token } = await params;
  const chat = await sharedChat(token);
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
          {pagesText.shared.sharedOn} <time dateTime={chat.createdAt}>{dayOf(chat.createdAt)}</time>
          {pagesText.shared.mayBeWrong}
        </p>
        <SharedThread path={`/api/shared/${encodeURIComponent(token)}`} initial={chat} />
      </main>
    </div>
  );
}
