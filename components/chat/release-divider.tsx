import { useSyncExternalStore } from "react";
import type { ChatSession } from "@/lib/client/chat/session";
import type { ThreadMessage } from "@/lib/client/chat/thread";
import { messagesText } from "@/lib/text/messages";

/** A quiet line where another release begins to answer. Older messages may come before the page is hydrated: until then it is as it was rendered. */
export function ReleaseDivider({ session, message }: { session: ChatSession; message: ThreadMessage }) {
  const begins = useSyncExternalStore(
    session.subscribe,
    () => message.release !== null && beginsAt(session.all(), message),
    () => message.release !== null && beginsAt(session.renderedAll(), message),
  );
  if (!begins || message.release === null) return null;
  return (
    <p className="mb-3 flex items-center gap-3 text-fg-subtle text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {messagesText.release.from(message.release)}
    </p>
  );
}

function beginsAt(all: readonly ThreadMessage[], { key, release }: ThreadMessage): boolean {
  const at = all.findIndex((message) => message.key === key);
  const before = all.slice(0, Math.max(0, at)).findLast(({ role }) => role === "assistant");
  return before !== undefined && before.release !== release;
}
