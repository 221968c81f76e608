"use client";

import { ArrowUp, Clock, Paperclip, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import type { MessageQueue, QueueState } from "@/lib/client/chat/queue";
import { composerText } from "@/lib/text/composer";

/** What waits for the reply to end, above the field. */
export default function QueuedMessages({
  queue,
  state: { items, held },
  busy,
  onDone,
}: {
  queue: MessageQueue;
  state: QueueState;
  busy: boolean;
  /** One was taken away: the focus goes back to the field. */
  onDone: () => void;
}) {
  return (
    <div className="border-line border-b px-2 py-2">
      <p role="status" className="px-2 pb-1 text-fg-muted text-xs">
        {held && !busy ? composerText.heldBack : composerText.waiting(items.length)}
      </p>
      <ul aria-label={composerText.queue} className="max-h-40 overflow-y-auto">
        {items.map(({ key, text, files }, index) => (
          <li key={key} className="flex min-h-9 items-center gap-2 rounded-md ps-2 text-sm">
            <Clock className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
            <span className="min-w-0 flex-1 truncate" dir="auto">
              {text}
            </span>
            {files.length > 0 ? (
              <span className="flex shrink-0 items-center gap-1 text-fg-subtle text-xs">
                <Paperclip className="size-3.5" aria-hidden="true" />
                {files.length}
              </span>
            ) : null}
            {index === 0 && held && !busy ? (
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={composerText.sendNow}
                data-tip={composerText.sendNow}
                onClick={() => {
                  void queue.sendNext();
                  onDone();
                }}
              >
                <ArrowUp className="size-4" aria-hidden="true" />
              </Button>
            ) : null}
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={composerText.cancelQueued}
              data-tip={composerText.cancelQueued}
              onClick={() => {
                queue.remove(key);
                onDone();
              }}
            >
              <X className="size-4" aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
