"use client";

import { useId, useState } from "react";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import { publish } from "@/lib/client/live";
import type { Chat } from "@/lib/schemas";
import { sharedChatsText as text } from "@/lib/text/shared-chats";

/** Lets everybody on the project read the chat, or nobody any more. */
export function ShareWithProject({ chat }: { chat: Chat }) {
  const id = useId();
  const [shared, setShared] = useState(chat.shared);
  const [pending, setPending] = useState(false);

  async function share(wanted: boolean): Promise<void> {
    setShared(wanted);
    setPending(true);
    try {
      const path = `/api/chats/${chat.id}`;
      const data = await api<{ chat: Chat }>(path, { method: "PATCH", body: { shared: wanted } });
      publish({ type: "chat", chat: data.chat });
    } catch (error) {
      setShared(!wanted);
      toast.error(`${text.failed} ${messageOf(error)}`);
    }
    setPending(false);
  }

  return (
    <div className="flex items-start gap-4 rounded-lg border border-line p-4">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <label htmlFor={id} className="font-medium">
          {text.withProject}
        </label>
        <p id={`${id}-hint`} className="text-fg-muted">
          {text.withProjectHint}
        </p>
      </div>
      <Switch
        id={id}
        aria-describedby={`${id}-hint`}
        checked={shared}
        disabled={pending}
        onCheckedChange={(wanted) => void share(wanted)}
      />
    </div>
  );
}
