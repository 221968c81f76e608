"use client";

import { CircleAlert, CircleStop, Scissors, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import type { ChatSession } from "@/lib/client/chat/session";
import { isLocal, type ThreadMessage, textOf } from "@/lib/client/chat/thread";
import { useThread } from "@/lib/client/chat/use-session";
import { messagesText } from "@/lib/text/messages";

/** How a reply ended, when it did not end by itself, and what can be done about it. */
export function ReplyStatus({
  session,
  message,
  last,
}: {
  session: ChatSession;
  message: ThreadMessage;
  last: boolean;
}) {
  const busy = useThread(session, (state) => last && state.phase !== "idle");
  const empty = textOf(message) === "";
  const known = !isLocal(message.id);
  const goOn =
    known && last && !empty ? (
      <Button size="sm" disabled={busy} onClick={() => void session.resume(message.key)}>
        {messagesText.status.continue}
      </Button>
    ) : null;
  const again =
    known && last ? (
      <Button size="sm" disabled={busy} onClick={() => void session.regenerate(message.key)}>
        {messagesText.status.retry}
      </Button>
    ) : null;

  if (message.status === "failed") {
    return (
      <Line
        alert
        icon={<CircleAlert className="size-4 text-danger-text" aria-hidden="true" />}
        text={message.failure?.message || message.errorText || messagesText.status.failed}
        note={empty ? "" : messagesText.status.kept}
      >
        {goOn}
        {again}
      </Line>
    );
  }
  if (message.status === "interrupted") {
    return (
      <Line
        icon={<TriangleAlert className="size-4 text-warning-text" aria-hidden="true" />}
        text={messagesText.status.interrupted}
        note={empty ? messagesText.status.nothing : messagesText.status.cutOff}
      >
        {goOn}
        {again}
      </Line>
    );
  }
  if (message.status === "stopped") {
    return (
      <Line
        icon={<CircleStop className="size-4 text-fg-subtle" aria-hidden="true" />}
        text={messagesText.status.stopped}
      >
        {goOn}
        {empty ? again : null}
      </Line>
    );
  }
  if (message.finishReason === "length") {
    return (
      <Line
        icon={<Scissors className="size-4 text-fg-subtle" aria-hidden="true" />}
        text={messagesText.status.limit}
        note={messagesText.status.limitNote}
      >
        {goOn}
      </Line>
    );
  }
  if (message.finishReason === "content-filter") {
    return (
      <Line
        icon={<TriangleAlert className="size-4 text-warning-text" aria-hidden="true" />}
        text={messagesText.status.filtered}
        note={messagesText.status.filteredNote}
      />
    );
  }
  if (empty && message.status === "complete") {
    return (
      <Line
        icon={<TriangleAlert className="size-4 text-warning-text" aria-hidden="true" />}
        text={messagesText.status.empty}
      >
        {again}
      </Line>
    );
  }
  return null;
}

function Line({
  icon,
  text,
  note,
  alert = false,
  children,
}: {
  icon: ReactNode;
  text: string;
  note?: string;
  alert?: boolean;
  children?: ReactNode;
}) {
  return (
    <div
      role={alert ? "alert" : undefined}
      className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg bg-sunken px-3 py-2 text-sm"
    >
      {icon}
      <p className="min-w-0 flex-1 basis-48 break-words">
        <span className="font-medium">{text}</span>
        {note ? <span className="text-fg-muted"> · {note}</span> : null}
      </p>
      <span className="flex gap-2">{children}</span>
    </div>
  );
}
