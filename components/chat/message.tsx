"use client";

import { memo } from "react";
import type { ChatSession } from "@/lib/client/chat/session";
import { textOf } from "@/lib/client/chat/thread";
import { useMessage, useThread } from "@/lib/client/chat/use-session";
import { messagesText } from "@/lib/text/messages";
import { AssistantMessage } from "./assistant-message";
import { MessageBoundary } from "./message-boundary";
import { UserMessage } from "./user-message";

type Props = {
  session: ChatSession;
  messageKey: string;
  last: boolean;
  /** Whether there is time for more than the text: its actions come after it, and are not in the server's page. */
  painted: boolean;
};

/** One message. Nothing outside of it renders again while it grows, and nothing in it can blank the thread. */
export const MessageView = memo(function MessageView({ session, messageKey, last, painted }: Props) {
  const message = useMessage(session, messageKey);
  const followed = useThread(session, (state) => state.runningKey === messageKey);
  const marked = useThread(session, (state) => state.marked !== null && state.marked.id === message?.id);
  if (!message) return null;
  const user = message.role === "user";
  // Also before this page has begun to follow it.
  const running = followed || message.status === "streaming";
  return (
    <article
      aria-label={user ? messagesText.roles.user : messagesText.roles.assistant}
      aria-busy={running}
      data-message={message.id}
      tabIndex={marked ? -1 : undefined}
      className={`message ${user ? "pb-3" : "pb-6"} ${marked ? "message-marked" : ""}`}
    >
      <MessageBoundary text={() => textOf(message)}>
        {user ? (
          <UserMessage session={session} message={message} painted={painted} />
        ) : (
          <AssistantMessage
            session={session}
            message={message}
            running={running}
            last={last}
            painted={painted}
          />
        )}
      </MessageBoundary>
    </article>
  );
});
