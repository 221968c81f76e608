"use client";

import { ArrowUp, ListPlus, Square } from "lucide-react";
import type { RefObject } from "react";
import { Button } from "@/components/ui/button";
import type { ChatSession } from "@/lib/client/chat/session";
import type { Phase } from "@/lib/client/chat/thread-store";
import { composerText } from "@/lib/text/composer";

/** Stop takes Send's place: a second click meant for Send must not stop the reply. Milliseconds. */
const STOP_GUARD_MS = 500;

/** Send, or while a reply is under way Stop, and beside it the way to let a message wait. */
export function SendButtons({
  session,
  phase,
  ready,
  waits,
  sentAt,
  onQueue,
  onDone,
}: {
  session: ChatSession;
  phase: Phase;
  ready: boolean;
  /** Whether there is a message that could wait. */
  waits: boolean;
  /** When the last message was sent (`performance.now`). */
  sentAt: RefObject<number>;
  onQueue: () => void;
  onDone: () => void;
}) {
  if (phase === "idle") {
    return (
      <Button
        key="send"
        type="submit"
        variant="primary"
        size="icon"
        shape="round"
        aria-label={composerText.send.send}
        data-tip-keys="Enter"
        disabled={!ready}
      >
        <ArrowUp className="size-4" aria-hidden="true" />
      </Button>
    );
  }
  return (
    <>
      {waits ? (
        <Button
          size="icon"
          shape="round"
          aria-label={composerText.queueIt}
          data-tip={composerText.queueIt}
          onClick={onQueue}
        >
          <ListPlus className="size-4" aria-hidden="true" />
        </Button>
      ) : null}
      <Button
        key="stop"
        variant="primary"
        size="icon"
        shape="round"
        aria-label={composerText.send.stop}
        data-tip={composerText.send.stop}
        data-tip-keys="Esc"
        aria-disabled={phase === "stopping" || undefined}
        onClick={(event) => {
          const meantForSend = event.detail > 1 || performance.now() - sentAt.current < STOP_GUARD_MS;
          if (meantForSend) return;
          void session.stop();
          onDone();
        }}
      >
        <Square className="size-3.5 fill-current" aria-hidden="true" />
      </Button>
    </>
  );
}
