"use client";

import { type RefObject, useEffect, useRef } from "react";
import type { ChatSession } from "@/lib/client/chat/session";
import { useThread } from "@/lib/client/chat/use-session";
import type { Group } from "./groups";
import type { StickToBottom } from "./stick-to-bottom";

/** Frames in which what lies between a message and the edges of the screen gets its size. */
const FRAMES = 4;

/** Leads the eye and the keyboard to the message that a link named, once it is on the page. */
export function useMarked(
  session: ChatSession,
  content: RefObject<HTMLElement | null>,
  stick: RefObject<StickToBottom | null>,
  groups: readonly Group[],
): void {
  const marked = useThread(session, (state) => state.marked);
  const done = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the message may come with a later group
  useEffect(() => {
    if (!marked || done.current === marked.n) return;
    const found = content.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(marked.id)}"]`);
    if (!found) return;
    done.current = marked.n;
    let left = FRAMES;
    const place = () => {
      stick.current?.show(found);
      if (--left > 0) requestAnimationFrame(place);
    };
    place();
    found.focus({ preventScroll: true });
  }, [marked, groups]);
}

/** The address names no message any more; the entry of the history stays the same one. */
export function leavePlace(): void {
  const { pathname, search, hash } = window.location;
  if (hash) window.history.replaceState(null, "", pathname + search);
}
