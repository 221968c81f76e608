"use client";

import { useMemo } from "react";
import type { ChatSession } from "@/lib/client/chat/session";
import { isLocal, type ThreadMessage, textOf } from "@/lib/client/chat/thread";
import { AssistantActions } from "./assistant-actions";
import { Markdown } from "./markdown/markdown";
import { Reasoning } from "./reasoning";
import { ReplyStatus } from "./reply-status";
import { SourceMark, Sources, sourcesOf } from "./sources";

export function AssistantMessage({
  session,
  message,
  running,
  busy,
  last,
}: {
  session: ChatSession;
  message: ThreadMessage;
  running: boolean;
  busy: boolean;
  last: boolean;
}) {
  const sources = sourcesOf(message);
  const numbers = sources.length;
  const mark = useMemo(
    () =>
      numbers === 0
        ? null
        : (number: number) =>
            number >= 1 && number <= numbers ? <SourceMark messageId={message.id} number={number} /> : null,
    [numbers, message.id],
  );
  const empty = textOf(message) === "";
  const thinking = running && empty && message.parts.some((part) => part.type === "reasoning");
  return (
    <>
      {message.parts.map((part, index) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: parts only ever join at the end
        if (part.type === "reasoning") return <Reasoning key={index} text={part.text} running={thinking} />;
        if (part.type !== "text") return null;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts only ever join at the end
          <div key={index} className="my-3 break-words first:mt-0 last:mb-0 [overflow-wrap:anywhere]">
            <Markdown text={part.text} growing={running && part.state !== "done"} mark={mark} />
          </div>
        );
      })}
      {running && empty && !thinking ? <Waiting /> : null}
      <Sources projectId={session.projectId} messageId={message.id} sources={sources} />
      {running ? null : <ReplyStatus session={session} message={message} busy={busy} last={last} />}
      {running || isLocal(message.id) ? null : (
        <AssistantActions session={session} message={message} busy={busy} />
      )}
    </>
  );
}

/** Until the first text. */
function Waiting() {
  return (
    <p className="flex h-6 items-center gap-1.5" data-waiting="">
      <span className="sr-only">Waiting for the reply</span>
      {[0, 1, 2].map((dot) => (
        <span key={dot} aria-hidden="true" className="size-2 animate-breathe rounded-full bg-fg-subtle" />
      ))}
    </p>
  );
}
