"use client";

import { Info, RefreshCw, ThumbsDown, ThumbsUp } from "lucide-react";
import Link from "next/link";
import { useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { exactTime, formatNumber } from "@/components/ui/format";
import { toast } from "@/components/ui/toast";
import type { ChatSession } from "@/lib/client/chat/session";
import { type ThreadMessage, textOf } from "@/lib/client/chat/thread";
import { CopyButton } from "./copy-button";
import { actionRow } from "./message-styles";
import { ShouldHaveSaid } from "./should-have-said";
import { SiblingPicker } from "./sibling-picker";

type Props = { session: ChatSession; message: ThreadMessage };

export function AssistantActions({ session, message }: Props) {
  const [details, setDetails] = useState(false);
  const [asking, setAsking] = useState(false);
  const id = useId();
  // A reply that failed before its first word: there is nothing to copy or to rate.
  const empty = textOf(message) === "";
  return (
    <>
      <div className={`${actionRow} -ml-2 ${details ? "opacity-100" : ""}`}>
        <SiblingPicker session={session} message={message} />
        {empty ? null : <CopyButton text={() => textOf(message)} label="Copy reply as Markdown" />}
        <Regenerate session={session} message={message} />
        {empty ? null : <Rate session={session} message={message} rating="up" />}
        {empty ? null : <Rate session={session} message={message} rating="down" onRated={setAsking} />}
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label="Details"
          title="Details"
          aria-expanded={details}
          aria-controls={id}
          onClick={() => setDetails(!details)}
        >
          <Info className="size-4" aria-hidden="true" />
        </Button>
      </div>
      {asking ? (
        <ShouldHaveSaid session={session} message={message} onClose={() => setAsking(false)} />
      ) : null}
      <div id={id} hidden={!details}>
        {details ? <Details session={session} message={message} /> : null}
      </div>
    </>
  );
}

/** Says why it has to wait when it is pressed. To disable it would be work in every message at each reply's start and end. */
function Regenerate({ session, message }: Props) {
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label="Regenerate"
      title="Regenerate"
      onClick={() => {
        if (session.busy) toast.info("A reply is under way. Wait for its end, or stop it first.");
        else void session.regenerate(message.key);
      }}
    >
      <RefreshCw className="size-4" aria-hidden="true" />
    </Button>
  );
}

function Rate({
  session,
  message,
  rating,
  onRated,
}: Props & { rating: "up" | "down"; onRated?: (on: boolean) => void }) {
  const on = message.feedback?.rating === rating;
  const Icon = rating === "up" ? ThumbsUp : ThumbsDown;
  const label = rating === "up" ? "Good reply" : "Bad reply";
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={label}
      title={label}
      aria-pressed={on}
      onClick={() => {
        void session.rate(message.key, on ? null : rating);
        onRated?.(!on);
      }}
    >
      <Icon className={on ? "size-4 fill-current text-accent-text" : "size-4"} aria-hidden="true" />
    </Button>
  );
}

function Details({ session, message }: Props) {
  const { usage } = message;
  const { chatId } = session.state;
  const rows: [string, string][] = [
    ["Model", message.model ?? "unknown"],
    ["Time", exactTime(message.createdAt)],
    ...(usage
      ? ([
          ["Tokens sent", formatNumber(usage.prompt_tokens)],
          ["Tokens received", formatNumber(usage.completion_tokens)],
          ["Total", formatNumber(usage.total_tokens)],
        ] as [string, string][])
      : []),
  ];
  return (
    <dl className="mt-1 flex flex-wrap gap-x-6 gap-y-2 rounded-lg bg-sunken px-3 py-2 text-sm">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt className="text-fg-subtle text-xs">{name}</dt>
          <dd className="break-words tabular-nums">{value}</dd>
        </div>
      ))}
      {chatId ? (
        <div>
          <dt className="text-fg-subtle text-xs">Why this answer</dt>
          <dd>
            <Link
              href={`/projects/${session.projectId}/chats/${chatId}/why/${message.id}`}
              prefetch={false}
              className="text-accent-text underline underline-offset-2"
            >
              What the model received
            </Link>
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
