"use client";

import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { ChatSession } from "@/lib/client/chat/session";
import type { Notice } from "@/lib/client/chat/thread-store";
import { useThread } from "@/lib/client/chat/use-session";
import { chatPageText } from "@/lib/text/chat-page";
import { useOnline } from "./use-online";

/** What went wrong with the last thing the person asked for, above the composer. */
export function NoticeBar({ session }: { session: ChatSession }) {
  const notice = useThread(session, (state) => state.notice);
  const online = useOnline();
  const said = Boolean(notice?.unreachable) && !online;
  // The bar above says that the browser is offline, and it would be wrong once that is over.
  useEffect(() => {
    if (said) session.set({ notice: null });
  }, [said, session]);
  if (!notice || said) return null;
  return (
    <Callout
      tone={notice.kind === "error" ? "danger" : "info"}
      className="mb-2"
      action={
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={chatPageText.notice.dismiss}
          onClick={() => session.set({ notice: null })}
        >
          <X className="size-4" aria-hidden="true" />
        </Button>
      }
    >
      {notice.message}
      <Remaining notice={notice} onOver={() => session.set({ notice: null })} />
    </Callout>
  );
}

/** Counts down where a limit says how long; a screen reader has heard the time once. */
function Remaining({ notice, onOver }: { notice: Notice; onOver: () => void }) {
  const [left, setLeft] = useState(notice.retryAfter ?? 0);
  useEffect(() => {
    if (!notice.retryAfter) return;
    const until = Date.now() + notice.retryAfter * 1_000;
    const timer = setInterval(() => {
      const seconds = Math.ceil((until - Date.now()) / 1_000);
      setLeft(Math.max(0, seconds));
      if (seconds <= 0) onOver();
    }, 1_000);
    return () => clearInterval(timer);
  }, [notice, onOver]);
  if (!notice.retryAfter || left <= 0) return null;
  return (
    <span aria-hidden="true" className="ml-2 text-fg-muted tabular-nums">
      {Math.floor(left / 60)}:{String(left % 60).padStart(2, "0")}
    </span>
  );
}
