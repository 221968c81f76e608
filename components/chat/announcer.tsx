"use client";

import { useEffect, useState } from "react";
import type { ChatSession } from "@/lib/client/chat/session";
import { textOf } from "@/lib/client/chat/thread";
import { useThread } from "@/lib/client/chat/use-session";

/** A listener stops listening to the end of a long text; the whole of it is in the thread. */
const LONGEST = 1_500;

/** Says a finished reply once. The log itself is silent, for it would say every few words again. */
export function Announcer({ session }: { session: ChatSession }) {
  const finished = useThread(session, (state) => state.finished);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (!finished) return;
    const message = session.message(finished.key);
    if (!message) return;
    const text = textOf(message)
      .replace(/[*_`#>|]+/g, " ")
      .replace(/\s+/g, " ")
      .trim();
    const end = { stopped: "Reply stopped. ", failed: "Reply failed. ", interrupted: "Reply interrupted. " };
    const how = message.status in end ? end[message.status as keyof typeof end] : "Reply: ";
    setSaid(how + (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text));
  }, [session, finished]);
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
