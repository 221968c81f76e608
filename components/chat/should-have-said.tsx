"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { ChatSession } from "@/lib/client/chat/session";
import type { ThreadMessage } from "@/lib/client/chat/thread";
import type { Case } from "@/lib/schemas";

/** After a thumbs-down: what the reply should have said becomes a test case. */
export function ShouldHaveSaid({
  session,
  message,
  onClose,
}: {
  session: ChatSession;
  message: ThreadMessage;
  onClose: () => void;
}) {
  const router = useRouter();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState("");
  const [pending, setPending] = useState(false);
  const { chatId } = session.state;

  useEffect(() => field.current?.focus(), []);

  async function save(): Promise<void> {
    if (!chatId) return;
    setPending(true);
    const path = `/api/chats/${chatId}/messages/${message.id}`;
    const note = text.trim();
    try {
      if (note) await api(`${path}/feedback`, { method: "PUT", body: { rating: "down", note } });
      const made = await api<{ case: Case }>(`${path}/case`, { body: note ? { expected: note } : {} });
      onClose();
      const { id, testSetId } = made.case;
      toast.success("Saved as a test case", {
        action: {
          label: "Open",
          run: () => router.push(`/projects/${session.projectId}/tests/${testSetId}/cases/${id}`),
        },
      });
    } catch (error) {
      toast.error(messageOf(error));
      setPending(false);
    }
  }

  return (
    <form
      className="mt-2 flex flex-col gap-2 rounded-lg bg-sunken px-3 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
      }}
    >
      <label htmlFor={`said-${message.id}`} className="font-medium text-sm">
        What should it have said?
      </label>
      <Textarea
        ref={field}
        id={`said-${message.id}`}
        className="min-h-11"
        maxLength={2_000}
        placeholder="It should name the price"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="sm" variant="primary" pending={pending}>
          Save as a test case
        </Button>
        <Button size="sm" variant="ghost" onClick={onClose}>
          Not now
        </Button>
      </div>
    </form>
  );
}
