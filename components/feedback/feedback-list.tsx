import { ThumbsDown, ThumbsUp } from "lucide-react";
import Link from "next/link";
import { chatUrl } from "@/components/chat/chat-url";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { TimeAgo } from "@/components/ui/time-ago";
import type { FeedbackItem } from "@/lib/schemas";
import { feedbackText } from "@/lib/text/feedback";
import { plainExtract } from "./plain-extract";

/** Rated replies; each leads to its message. */
export function FeedbackList({ projectId, items }: { projectId: string; items: FeedbackItem[] }) {
  return (
    <ul aria-label={feedbackText.list} className="flex flex-col gap-3">
      {items.map((item) => (
        <li key={item.messageId}>
          <Row projectId={projectId} item={item} />
        </li>
      ))}
    </ul>
  );
}

function Row({ projectId, item }: { projectId: string; item: FeedbackItem }) {
  const good = item.rating === "up";
  const Icon = good ? ThumbsUp : ThumbsDown;
  return (
    <Card className="relative flex gap-3 px-4 py-3 transition-colors hover:bg-hover">
      <Icon
        className={
          good ? "mt-0.5 size-4 shrink-0 text-success-text" : "mt-0.5 size-4 shrink-0 text-danger-text"
        }
        aria-hidden="true"
      />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <Link
          href={chatUrl(projectId, item.chatId, item.messageId)}
          prefetch={false}
          className="line-clamp-2 font-medium after:absolute after:inset-0 after:rounded-[inherit]"
        >
          <span className="sr-only">{good ? feedbackText.good : feedbackText.bad}: </span>
          <bdi>{item.question || feedbackText.noQuestion}</bdi>
        </Link>
        <p dir="auto" className="line-clamp-2 text-fg-muted text-sm">
          {plainExtract(item.answer)}
        </p>
        {item.note ? (
          <p
            dir="auto"
            className="mt-1 whitespace-pre-wrap break-words border-line-strong border-s-2 ps-3 text-sm"
          >
            {item.note}
          </p>
        ) : null}
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-fg-subtle text-xs">
          {item.reasons.map((reason) => (
            <Badge key={reason}>{feedbackText.reasons[reason]}</Badge>
          ))}
          <TimeAgo iso={item.ratedAt} />
          <span className="min-w-0 truncate">
            <bdi>{item.chatTitle}</bdi>
          </span>
          {item.model ? <span className="break-all">{item.model}</span> : null}
          {item.release === null ? null : <span>v{item.release}</span>}
        </p>
      </div>
    </Card>
  );
}
