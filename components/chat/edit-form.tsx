"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/input";
import { LIMITS } from "@/lib/client/limits";
import { sendsOnEnter } from "./enter-key";

/** A sent message being changed; sending it branches the chat, the old branch stays reachable. */
export function EditForm({
  text,
  busy,
  onCancel,
  onSend,
}: {
  text: string;
  busy: boolean;
  onCancel: () => void;
  onSend: (changed: string) => Promise<void>;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [value, setValue] = useState(text);
  const ready = !busy && value.trim() !== "" && value.length <= LIMITS.messageMax;
  useEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);
  const send = () => {
    if (ready) void onSend(value);
  };
  return (
    <form
      className="flex flex-col gap-3 rounded-xl border border-line bg-surface p-3 shadow-card"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Textarea
        ref={field}
        value={value}
        rows={2}
        aria-label="Edit message"
        className="max-h-80"
        onChange={(event) => setValue(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.nativeEvent.isComposing) {
            // This Esc is used up: the next one may stop a reply.
            event.preventDefault();
            onCancel();
          } else if (sendsOnEnter(event)) {
            event.preventDefault();
            send();
          }
        }}
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p className="mr-auto text-fg-muted text-sm">Sending starts a new branch. The old one stays.</p>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={!ready}>
          Send
        </Button>
      </div>
    </form>
  );
}
