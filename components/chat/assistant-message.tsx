"use client";

import { useMemo, useRef } from "react";
import type { ChatSession } from "@/lib/client/chat/session";
import { isLocal, type ThreadMessage, textOf } from "@/lib/client/chat/thread";
import { connectionsText } from "@/lib/text/connections";
import { messagesText } from "@/lib/text/messages";
import { AssistantActions } from "./assistant-actions";
import { Markdown } from "./markdown/markdown";
import { actionRow } from "./message-styles";
import { Reasoning } from "./reasoning";
import { ReleaseDivider } from "./release-divider";
import { ReplyStatus } from "./reply-status";
import { passagesOf, SourceMark, Sources } from "./sources";

const { fellBack } = connectionsText;

export function AssistantMessage({
  session,
  message,
  running,
  last,
  painted,
}: {
  session: ChatSession;
  message: ThreadMessage;
  running: boolean;
  last: boolean;
  painted: boolean;
}) {
  const passages = useMemo(() => passagesOf(message), [message]);
  // Sources come before the text: the marks keep their identity while it grows, and finished blocks stay as they are.
  const kept = useRef(passages);
  if (kept.current.length !== passages.length) kept.current = passages;
  const cited = kept.current;
  const mark = useMemo(() => {
    if (cited.length === 0) return null;
    return (number: number) => {
      const passage = cited.find((one) => one.number === number);
      return passage ? <SourceMark messageId={message.id} passage={passage} /> : null;
    };
  }, [cited, message.id]);
  const empty = textOf(message) === "";
  const thinking = running && empty && message.parts.some((part) => part.type === "reasoning");
  return (
    <>
      <ReleaseDivider session={session} message={message} />
      {message.parts.map((part, index) => {
        if (part.type === "reasoning") {
          const thought = message.timing?.thinking;
          // biome-ignore lint/suspicious/noArrayIndexKey: parts only ever join at the end
          return <Reasoning key={index} text={part.text} running={thinking} thinking={thought} />;
        }
        if (part.type === "data-fallback") {
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts only ever join at the end
            <p key={index} className="mb-2 text-fg-subtle text-sm">
              {fellBack(part.data.wanted, part.data.model)}
            </p>
          );
        }
        if (part.type !== "text") return null;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts only ever join at the end
          <div key={index} className="my-3 break-words first:mt-0 last:mb-0 [overflow-wrap:anywhere]">
            <Markdown text={part.text} growing={running && part.state !== "done"} mark={mark} />
          </div>
        );
      })}
      {running && empty && !thinking ? <Waiting /> : null}
      {running ? null : <Sources projectId={session.projectId} message={message} passages={passages} />}
      {running ? null : <ReplyStatus session={session} message={message} last={last} />}
      {running || isLocal(message.id) ? null : painted ? (
        <AssistantActions session={session} message={message} />
      ) : (
        <div className={actionRow} />
      )}
    </>
  );
}

/** Until the first text. */
function Waiting() {
  return (
    <p className="flex h-6 items-center gap-1.5" data-waiting="">
      <span className="sr-only">{messagesText.reply.waiting}</span>
      {[0, 1, 2].map((dot) => (
        <span key={dot} aria-hidden="true" className="size-2 animate-breathe rounded-full bg-fg-subtle" />
      ))}
    </p>
  );
}
