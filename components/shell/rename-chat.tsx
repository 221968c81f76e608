"use client";

import { useEffect, useRef } from "react";
import { fieldClass } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import { publish } from "@/lib/client/live";
import type { Chat } from "@/lib/schemas";
import { shellText } from "@/lib/text/shell";
import { cn } from "@/lib/utils";

/** The title as a field, in its place: Enter and leaving save, Esc does not. */
export function RenameChat({ chat, onDone }: { chat: Chat; onDone: () => void }) {
  const ref = useRef<HTMLInputElement>(null);
  const left = useRef(false);
  // Radix gives the focus back to the menu's button first; the button is gone by then.
  useEffect(() => {
    const frame = requestAnimationFrame(() => ref.current?.select());
    return () => cancelAnimationFrame(frame);
  }, []);

  async function finish(save: boolean): Promise<void> {
    if (left.current) return;
    left.current = true;
    onDone();
    const title = ref.current?.value.trim() ?? "";
    if (!save || title === "" || title === chat.title) return;
    publish({ type: "chat", chat: { ...chat, title } });
    try {
      const data = await api<{ chat: Chat }>(`/api/chats/${chat.id}`, { method: "PATCH", body: { title } });
      publish({ type: "chat", chat: data.chat });
    } catch (error) {
      publish({ type: "chat", chat });
      toast.error(shellText.rename.failed(messageOf(error)));
    }
  }

  return (
    <input
      ref={ref}
      aria-label={shellText.rename.label}
      dir="auto"
      defaultValue={chat.title}
      maxLength={200}
      className={cn(fieldClass, "h-8 px-2 touch:h-11")}
      onBlur={() => void finish(true)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === "Enter") void finish(true);
        if (event.key === "Escape") {
          event.stopPropagation();
          void finish(false);
        }
      }}
    />
  );
}
