"use client";

import { ThumbsDown, ThumbsUp } from "lucide-react";
import { memo, type ReactNode } from "react";
import { Markdown } from "@/components/chat/markdown/markdown";
import { MessageBoundary } from "@/components/chat/message-boundary";
import { Button } from "@/components/ui/button";
import type { VisitorMessage } from "@/lib/schemas";
import { visitText as text } from "@/lib/text/embed";
import { cn } from "@/lib/utils";
import { paintOf } from "./colours";

/** Where sources aren't shown their marks say nothing. */
const noMark = (): ReactNode => "";
const TELLS = { stopped: text.stopped, interrupted: text.interrupted, failed: text.failed } as const;

export const VisitorMessageView = memo(function VisitorMessageView({
  message,
  colour,
  onRate,
}: {
  message: VisitorMessage;
  colour: string;
  onRate: ((id: string, rating: "up" | "down" | null) => void) | null;
}) {
  const { role, status } = message;
  const growing = status === "streaming";
  if (role === "user") {
    return (
      <article aria-label={text.you} className="flex justify-end pb-4">
        <p
          dir="auto"
          style={paintOf(colour)}
          className="max-w-[85%] whitespace-pre-wrap break-words rounded-xl px-3.5 py-2 [overflow-wrap:anywhere]"
        >
          {message.text}
        </p>
      </article>
    );
  }
  return (
    <article aria-label={text.assistant} aria-busy={growing} className="pb-5">
      <MessageBoundary text={() => message.text}>
        <div className="break-words [overflow-wrap:anywhere]">
          {message.text === "" && growing ? (
            <p className="text-fg-muted">{text.thinking}</p>
          ) : (
            <Markdown text={message.text} growing={growing} mark={message.sources ? null : noMark} />
          )}
        </div>
      </MessageBoundary>
      {status === "complete" || growing ? null : <p className="pt-1 text-fg-muted">{TELLS[status]}</p>}
      <Sources sources={growing ? [] : (message.sources ?? [])} />
      {onRate && !growing && message.text !== "" ? <Rating message={message} onRate={onRate} /> : null}
    </article>
  );
});

function Sources({ sources }: { sources: NonNullable<VisitorMessage["sources"]> }) {
  if (sources.length === 0) return null;
  return (
    <details className="pt-2 text-fg-muted">
      <summary className="w-fit py-1">
        {text.sources} ({sources.length})
      </summary>
      <ol className="flex flex-col gap-1 pt-1">
        {sources.map(({ number, title }) => (
          <li key={number} dir="auto" className="break-words">
            [{number}] {title}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Rating({
  message: { id, rating },
  onRate,
}: {
  message: VisitorMessage;
  onRate: (id: string, rating: "up" | "down" | null) => void;
}) {
  const one = (value: "up" | "down", label: string, icon: ReactNode) => (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={label}
      aria-pressed={rating === value}
      className={cn(rating === value && "text-fg")}
      onClick={() => onRate(id, rating === value ? null : value)}
    >
      {icon}
    </Button>
  );
  return (
    <div className="-ml-2 flex pt-1">
      {one("up", text.good, <ThumbsUp className={cn("size-4", rating === "up" && "fill-current")} />)}
      {one("down", text.bad, <ThumbsDown className={cn("size-4", rating === "down" && "fill-current")} />)}
    </div>
  );
}
