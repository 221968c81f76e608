"use client";

import { Trash2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { VisitorChat } from "@/lib/schemas";
import { visitText as text } from "@/lib/text/embed";

/** The visitor's own chats, to go back to or to delete. */
export function VisitorChats({
  chats,
  onOpen,
  onRemove,
  onForget,
  onBack,
}: {
  chats: VisitorChat[];
  onOpen: (id: string) => void;
  onRemove: (id: string) => void;
  onForget: () => void;
  onBack: () => void;
}) {
  const [asking, setAsking] = useState(false);
  return (
    <section aria-label={text.chats} className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4">
      <div className="flex items-center justify-between gap-2">
        <h2 className="font-medium text-base">{text.chats}</h2>
        <Button variant="ghost" size="sm" autoFocus onClick={onBack}>
          {text.back}
        </Button>
      </div>
      {chats.length === 0 ? <p className="text-fg-muted">{text.noChats}</p> : null}
      <ul className="flex flex-col gap-1">
        {chats.map(({ id, title }) => (
          <li key={id} className="flex items-center gap-1">
            <button
              type="button"
              dir="auto"
              className="min-h-control min-w-0 flex-1 truncate rounded-md px-2 text-start hover:bg-hover"
              onClick={() => onOpen(id)}
            >
              {title}
            </button>
            <Button variant="ghost" size="icon" aria-label={text.remove(title)} onClick={() => onRemove(id)}>
              <Trash2 className="size-4" aria-hidden="true" />
            </Button>
          </li>
        ))}
      </ul>
      {chats.length === 0 ? null : asking ? (
        <fieldset aria-label={text.forget} className="flex flex-col gap-2 rounded-lg bg-danger-soft p-3">
          <p>{text.forgetAsk}</p>
          <div className="flex gap-2">
            <Button onClick={() => setAsking(false)}>{text.cancel}</Button>
            <Button variant="danger" onClick={onForget}>
              {text.delete}
            </Button>
          </div>
        </fieldset>
      ) : (
        <div>
          <Button variant="danger-quiet" size="sm" onClick={() => setAsking(true)}>
            {text.forget}
          </Button>
        </div>
      )}
    </section>
  );
}
