"use client";

import { X } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format";
import { Textarea } from "@/components/ui/input";
import type { MessageFile } from "@/lib/client/chat/files";
import type { ChatSession } from "@/lib/client/chat/session";
import { useBusy } from "@/lib/client/chat/use-session";
import { LIMITS } from "@/lib/client/limits";
import { codePoints } from "@/lib/schemas/code-points";
import { messagesText } from "@/lib/text/messages";
import { sendsOnEnter } from "./enter-key";
import { FileChip } from "./message-files";

/** A sent message being changed; sending it branches the chat, the old branch stays reachable. */
export function EditForm({
  session,
  text,
  files,
  onCancel,
  onSend,
}: {
  session: ChatSession;
  text: string;
  /** What is attached; each can be left out. */
  files: MessageFile[];
  onCancel: () => void;
  onSend: (changed: string, files: MessageFile[]) => Promise<void>;
}) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [value, setValue] = useState(text);
  const [kept, setKept] = useState(files);
  const busy = useBusy(session);
  const excess = codePoints(value) - LIMITS.messageMax;
  const tooLong = excess > 0;
  const errorId = useId();
  const ready = !busy && value.trim() !== "" && !tooLong;
  useEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);
  const send = () => {
    if (ready) void onSend(value, kept);
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
        aria-label={messagesText.edit.title}
        aria-invalid={tooLong || undefined}
        aria-describedby={tooLong ? errorId : undefined}
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
      {kept.length > 0 ? (
        <ul className="flex flex-wrap gap-2" aria-label={messagesText.edit.files}>
          {kept.map((file) => (
            <li key={file.id} className="flex min-w-0 items-center gap-1">
              <FileChip name={file.filename} />
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={messagesText.edit.leaveOut(file.filename)}
                onClick={() => {
                  setKept(kept.filter(({ id }) => id !== file.id));
                  field.current?.focus();
                }}
              >
                <X className="size-4" aria-hidden="true" />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {tooLong ? (
          <p id={errorId} role="alert" className="mr-auto text-danger-text text-sm">
            {messagesText.edit.tooLong(excess, formatNumber(LIMITS.messageMax))}
          </p>
        ) : (
          <p className="mr-auto text-fg-muted text-sm">{messagesText.edit.branch}</p>
        )}
        <Button onClick={onCancel}>{messagesText.edit.cancel}</Button>
        <Button type="submit" variant="primary" disabled={!ready}>
          {messagesText.edit.send}
        </Button>
      </div>
    </form>
  );
}
