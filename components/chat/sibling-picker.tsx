"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import type { ChatSession } from "@/lib/client/chat/session";
import type { ThreadMessage } from "@/lib/client/chat/thread";
import { useBusy } from "@/lib/client/chat/use-session";
import { messagesText } from "@/lib/text/messages";

/** Which button was pressed: the other version is another message, and its picker takes the focus over. */
let pressed: { id: string; step: -1 | 1 } | null = null;

type Props = { session: ChatSession; message: ThreadMessage };

/** n/m: the versions of a message that stand beside each other. */
export function SiblingPicker(props: Props) {
  return props.message.siblings.count < 2 ? null : <Picker {...props} />;
}

function Picker({ session, message }: Props) {
  const busy = useBusy(session);
  const { index, count, ids } = message.siblings;
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (pressed?.id !== message.id) return;
    const buttons = group.current?.querySelectorAll("button");
    const wanted = buttons?.[pressed.step === -1 ? 0 : 1];
    const focus = wanted?.disabled ? buttons?.[pressed.step === -1 ? 1 : 0] : wanted;
    focus?.focus({ preventScroll: true });
    pressed = null;
  }, [message.id]);
  const go = (step: -1 | 1) => {
    const id = ids[index + step];
    if (!id) return;
    pressed = { id, step };
    void session.choose(id);
  };
  return (
    <fieldset
      ref={group}
      className="flex items-center text-fg-muted text-sm"
      aria-label={messagesText.siblings.title}
    >
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={messagesText.siblings.previous}
        disabled={busy || index === 0}
        onClick={() => go(-1)}
      >
        <ChevronLeft className="size-4" aria-hidden="true" />
      </Button>
      <span className="tabular-nums">
        {index + 1}/{count}
      </span>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={messagesText.siblings.next}
        disabled={busy || index === count - 1}
        onClick={() => go(1)}
      >
        <ChevronRight className="size-4" aria-hidden="true" />
      </Button>
    </fieldset>
  );
}
