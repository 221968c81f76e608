"use client";

import { useEffect, useState } from "react";
import type { ChatSession } from "@/lib/client/chat/session";
import { textOf } from "@/lib/client/chat/thread";
import { useThread } from "@/lib/client/chat/use-session";
import { chatText } from "@/lib/text/chat";
import { chatPageText } from "@/lib/text/chat-page";

/** A listener stops listening to the end of a long text; the whole of it is in the thread. */
const LONGEST = 1_500;

/** Enough to know the message that a link led to; it has the focus, and is read from there. */
const MARKED = 160;

function spoken(markdown: string, longest: number): string {
  const text = markdown
    .replace(/[*_`#>|]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** Says a finished reply once. The log itself is silent, for it would say every few words again. */
export function Announcer({ session }: { session: ChatSession }) {
  const finished = useThread(session, (state) => state.finished);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (!finished) return;
    const message = session.message(finished.key);
    if (!message) return;
    const text = spoken(textOf(message), LONGEST);
    const { reply, ...ends } = chatPageText.announced;
    const how = message.status in ends ? ends[message.status as keyof typeof ends] : reply;
    setSaid(how + text);
  }, [session, finished]);
  const marked = useThread(session, (state) => state.marked);
  useEffect(() => {
    if (!marked) return;
    const message = session.all().find(({ id }) => id === marked.id);
    if (message) setSaid(chatText.markedMessage(message.role, spoken(textOf(message), MARKED)));
  }, [session, marked]);
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
