"use client";

import { WifiOff } from "lucide-react";
import { Spinner } from "@/components/ui/spinner";
import type { ChatSession } from "@/lib/client/chat/session";
import { useThread } from "@/lib/client/chat/use-session";
import { chatPageText } from "@/lib/text/chat-page";
import { useOnline } from "./use-online";

/** Says that the connection is gone, and that a reply goes on without it. */
export function Connection({ session }: { session: ChatSession }) {
  const online = useOnline();
  const running = useThread(session, (state) => state.phase !== "idle");
  const lost = useThread(session, (state) => state.phase === "reconnecting");
  if (online && !lost) return null;
  return (
    <p
      role="status"
      className="mb-2 flex animate-late items-center gap-2 rounded-lg bg-warning-soft px-3 py-2 text-fg text-sm"
    >
      {online ? (
        <Spinner className="text-warning-text" />
      ) : (
        <WifiOff className="size-4 shrink-0 text-warning-text" aria-hidden="true" />
      )}
      {online
        ? chatPageText.connection.lost
        : running
          ? chatPageText.connection.offlineReplying
          : chatPageText.connection.offline}
    </p>
  );
}
