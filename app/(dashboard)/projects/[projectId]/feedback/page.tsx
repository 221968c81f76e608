import { MessageSquareHeart } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { FeedbackFilters, type Filters } from "@/components/feedback/feedback-filters";
import { FeedbackList } from "@/components/feedback/feedback-list";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { listFeedback } from "@/lib/chats";
import { isAppError } from "@/lib/errors";
import { feedbackQuerySchema } from "@/lib/schemas";
import { feedbackText } from "@/lib/text/feedback";
import { pageProject, pageScope } from "../page-project";

export const metadata: Metadata = { title: feedbackText.title };

const DAY_MS = 86_400_000;

type Props = {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function FeedbackPage({ params, searchParams }: Props) {
  const { id } = await pageProject((await params).projectId);
  const { days, rating, reason, cursor } = await searchParams;
  const since = days === "7" || days === "30" || days === "90" ? days : undefined;
  const wanted = feedbackQuerySchema.safeParse({
    limit: 30,
    rating,
    reason,
    cursor,
    ...(since ? { from: new Date(Date.now() - Number(since) * DAY_MS).toISOString() } : {}),
  });
  if (!wanted.success) notFound();
  const { feedback, nextCursor } = await listFeedback(await pageScope(id), id, wanted.data).catch(missing);
  const filters: Filters = {
    ...(wanted.data.rating ? { rating: wanted.data.rating } : {}),
    ...(wanted.data.reason ? { reason: wanted.data.reason } : {}),
    ...(since ? { days: since } : {}),
  };
  const filtered = Object.keys(filters).length > 0;
  const path = `/projects/${id}/feedback`;
  const older = nextCursor && new URLSearchParams({ ...filters, cursor: nextCursor });
  return (
    <Page>
      <PageHead title={feedbackText.title}>{feedbackText.intro}</PageHead>
      <FeedbackFilters filters={filters} />
      {feedback.length > 0 ? (
        <FeedbackList projectId={id} items={feedback} />
      ) : (
        <EmptyState
          icon={MessageSquareHeart}
          title={filtered ? feedbackText.noMatch : feedbackText.none}
          action={
            <Link href={filtered ? path : `/projects/${id}`} prefetch={false} className={buttonClass()}>
              {filtered ? feedbackText.clear : feedbackText.toChat}
            </Link>
          }
        >
          {filtered ? null : feedbackText.noneHint}
        </EmptyState>
      )}
      {older || cursor ? (
        <nav aria-label={feedbackText.title} className="flex justify-center gap-2 pt-6">
          {cursor ? (
            <Link href={`${path}?${new URLSearchParams(filters)}`} prefetch={false} className={buttonClass()}>
              {feedbackText.newest}
            </Link>
          ) : null}
          {older ? (
            <Link href={`${path}?${older}`} prefetch={false} className={buttonClass()}>
              {feedbackText.older}
            </Link>
          ) : null}
        </nav>
      ) : null}
    </Page>
  );
}

function missing(error: unknown): never {
  if (isAppError(error, "not_found") || isAppError(error, "validation_failed")) notFound();
  throw error;
}
