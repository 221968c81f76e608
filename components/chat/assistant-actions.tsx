"use client";

import { Info, RefreshCw, Route, ThumbsDown, ThumbsUp } from "lucide-react";
import Link from "next/link";
import { useId, useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { ChatSession } from "@/lib/client/chat/session";
import { type ThreadMessage, textOf } from "@/lib/client/chat/thread";
import { chatText } from "@/lib/text/chat";
import { messagesText } from "@/lib/text/messages";
import { CopyButton } from "./copy-button";
import { actionRow } from "./message-styles";
import { ReplyDetails } from "./reply-details";
import { ShouldHaveSaid } from "./should-have-said";
import { SiblingPicker } from "./sibling-picker";

type Props = { session: ChatSession; message: ThreadMessage };

export function AssistantActions({ session, message }: Props) {
  const [details, setDetails] = useState(false);
  const [asking, setAsking] = useState(false);
  const id = useId();
  const { chatId } = session.state;
  // A reply that failed before its first word: there is nothing to copy or to rate.
  const empty = textOf(message) === "";
  return (
    <>
      <div className={`${actionRow} -ml-2 ${details ? "opacity-100" : ""}`}>
        <SiblingPicker session={session} message={message} />
        {empty ? null : <CopyButton text={() => textOf(message)} label={messagesText.actions.copy} />}
        <Regenerate session={session} message={message} />
        {empty ? null : <Rate session={session} message={message} rating="up" />}
        {empty ? null : <Rate session={session} message={message} rating="down" onRated={setAsking} />}
        {chatId && message.configId !== undefined ? (
          <Link
            href={`/projects/${session.projectId}/chats/${chatId}/why/${message.id}`}
            prefetch={false}
            aria-label={chatText.why}
            data-tip={chatText.why}
            className={buttonClass({ variant: "ghost", size: "icon-sm" })}
          >
            <Route className="size-4" aria-hidden="true" />
          </Link>
        ) : null}
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={chatText.details.button}
          data-tip={chatText.details.button}
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
        {details ? <ReplyDetails message={message} /> : null}
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
      aria-label={messagesText.actions.regenerate}
      data-tip={messagesText.actions.regenerate}
      onClick={() => {
        if (session.busy) toast.info(messagesText.actions.busy);
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
  const label = rating === "up" ? messagesText.actions.good : messagesText.actions.bad;
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={label}
      data-tip={label}
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
