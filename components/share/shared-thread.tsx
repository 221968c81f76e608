"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { api, messageOf } from "@/lib/client/api";
import type { SharedChat } from "@/lib/schemas";
import { shareText } from "@/lib/text/share";
import { SharedMessageView } from "./shared-message";

/** The shared messages, newest page first; older ones come when they are asked for. */
export function SharedThread({
  path,
  initial,
}: {
  /** Where earlier pages are. */
  path: string;
  initial: Pick<SharedChat, "messages" | "nextCursor">;
}) {
  const [messages, setMessages] = useState(initial.messages);
  const [cursor, setCursor] = useState(initial.nextCursor);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function older(): Promise<void> {
    if (!cursor) return;
    setPending(true);
    setFailure(null);
    const query = new URLSearchParams({ limit: "100", cursor });
    try {
      const { chat } = await api<{ chat: typeof initial }>(`${path}?${query}`);
      setMessages((now) => [...chat.messages, ...now]);
      setCursor(chat.nextCursor);
    } catch (error) {
      setFailure(messageOf(error));
    }
    setPending(false);
  }

  return (
    <div className="flex flex-col gap-2 text-base">
      {cursor ? (
        <div className="flex justify-center pb-4">
          <Button pending={pending} onClick={() => void older()}>
            {shareText.shared.earlier}
          </Button>
        </div>
      ) : null}
      {failure ? (
        <Callout tone="danger" title={shareText.shared.earlierFailed}>
          {failure}
        </Callout>
      ) : null}
      {messages.map((message) => (
        <SharedMessageView key={message.id} message={message} />
      ))}
    </div>
  );
}
