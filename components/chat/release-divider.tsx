import type { ChatSession } from "@/lib/client/chat/session";
import type { ThreadMessage } from "@/lib/client/chat/thread";
import { messagesText } from "@/lib/text/messages";

/** A quiet line where another release begins to answer. */
export function ReleaseDivider({ session, message }: { session: ChatSession; message: ThreadMessage }) {
  if (message.release === null) return null;
  const all = session.all();
  const at = all.findIndex(({ key }) => key === message.key);
  const before = all.slice(0, Math.max(0, at)).findLast(({ role }) => role === "assistant");
  if (!before || before.release === message.release) return null;
  return (
    <p className="mb-3 flex items-center gap-3 text-fg-subtle text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {messagesText.release.from(message.release)}
    </p>
  );
}
