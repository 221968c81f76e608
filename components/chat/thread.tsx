"use client";

import { ArrowDown } from "lucide-react";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import type { ChatSession } from "@/lib/client/chat/session";
import { useThread } from "@/lib/client/chat/use-session";
import { messagesText } from "@/lib/text/messages";
import { Announcer } from "./announcer";
import { MessageView } from "./message";
import { StickToBottom } from "./stick-to-bottom";
import { AHEAD, Newer, Older } from "./thread-ends";
import { useGroups } from "./use-groups";
import { leavePlace, useMarked } from "./use-marked";

/** So long (ms) after a message has come it is drawn, and the height of each one known. */
const SETTLED_MS = 300;

/** The messages of a chat, newest at the bottom; `rendered` where the server has put them into the page already. */
export default function Thread({ session, rendered = false }: { session: ChatSession; rendered?: boolean }) {
  const keys = useThread(session, (state) => state.keys);
  const { groups, whole, painted } = useGroups(keys, rendered);
  const scroller = useRef<HTMLElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const stick = useRef<StickToBottom>(null);
  const [pinned, setPinned] = useState(true);

  useLayoutEffect(() => {
    if (!scroller.current || !content.current) return;
    stick.current = new StickToBottom(scroller.current, content.current, setPinned);
    return () => stick.current?.disconnect();
  }, []);

  const last = keys.at(-1);
  const seen = useRef(last);
  useEffect(() => {
    // What the person just sent is what they want to see, wherever they had scrolled to.
    if (seen.current !== last && session.state.phase === "submitting") stick.current?.pin();
    seen.current = last;
    const timer = setTimeout(() => setAside(scroller.current, content.current?.lastElementChild), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [session, last]);

  const more = useThread(session, (state) => state.newer.more);
  useLayoutEffect(() => {
    if (stick.current) stick.current.open = more;
  }, [more]);
  useMarked(session, content, stick, groups);

  const toEnd = useCallback(async () => {
    leavePlace();
    await session.toNewest();
    stick.current?.pin();
    scroller.current?.focus({ preventScroll: true });
  }, [session]);

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      {/* The reversed flow starts at its end: the newest message is there in the first paint, without a script. */}
      <section
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={messagesText.thread.title}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must be able to scroll it
        tabIndex={0}
        className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto overflow-x-hidden overscroll-contain"
      >
        <div ref={content} className="mx-auto mb-auto w-full max-w-reading px-4 pt-6 pb-8 text-base sm:px-6">
          {whole ? <Older session={session} scroller={scroller} /> : null}
          {groups.map((group, index) => (
            <div key={group.id} className={index < groups.length - 1 ? "thread-group" : "thread-tail"}>
              {group.keys.map((key) => (
                <MessageView
                  key={key}
                  session={session}
                  messageKey={key}
                  last={key === last}
                  painted={painted}
                />
              ))}
            </div>
          ))}
          {more ? <Newer session={session} scroller={scroller} /> : null}
        </div>
      </section>
      <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center">
        {pinned && !more ? null : (
          <Button
            size="icon"
            shape="round"
            className="pointer-events-auto animate-fade-in"
            aria-label={messagesText.thread.latest}
            onClick={() => void toEnd()}
          >
            <ArrowDown className="size-4" aria-hidden="true" />
          </Button>
        )}
      </div>
      <Announcer session={session} />
    </div>
  );
}

/**
 * Messages of the last group, where replies grow, that are out of sight above are laid out no more, like the groups before it. Not those
 * in sight: they would be drawn anew, and what is read could move.
 */
function setAside(scroller: HTMLElement | null, group: Element | null | undefined): void {
  if (!scroller || !group) return;
  const edge = scroller.getBoundingClientRect().top - AHEAD;
  for (const message of group.querySelectorAll("[data-message]:not(.message-aside)")) {
    if (message.getBoundingClientRect().bottom > edge) return;
    message.classList.add("message-aside");
  }
}
