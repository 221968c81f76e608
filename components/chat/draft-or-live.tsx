"use client";

import { useEffect, useState } from "react";
import type { ChatSession } from "@/lib/client/chat/session";
import { chatPageText } from "@/lib/text/chat-page";
import { cn } from "@/lib/utils";

type Target = ChatSession["target"];

/** What was chosen last in a project, for the chats that are opened next. */
const chosen = new Map<string, Target>();

/** Which of the two answers the next message of this chat. */
export function DraftOrLive({ session, liveRelease }: { session: ChatSession; liveRelease: number }) {
  const [target, setTarget] = useState<Target>("live");
  useEffect(() => {
    const last = chosen.get(session.projectId) ?? session.target;
    session.target = last;
    setTarget(last);
  }, [session]);

  function choose(next: Target): void {
    chosen.set(session.projectId, next);
    session.target = next;
    setTarget(next);
  }

  const labels: [Target, string][] = [
    ["draft", chatPageText.answers.draft],
    ["live", chatPageText.answers.live(liveRelease)],
  ];
  return (
    <fieldset className="mb-2 flex w-fit gap-1 rounded-md bg-sunken p-1">
      <legend className="sr-only">{chatPageText.answers.who}</legend>
      {labels.map(([value, label]) => (
        <label
          key={value}
          className={cn(
            "inline-flex h-7 cursor-pointer items-center rounded-sm px-3 font-medium text-sm transition-colors has-focus-visible:outline-2 has-focus-visible:outline-ring touch:h-11",
            target === value ? "bg-surface text-fg shadow-card" : "text-fg-muted hover:text-fg",
          )}
        >
          <input
            type="radio"
            name="target"
            className="sr-only"
            checked={target === value}
            onChange={() => choose(value)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
