"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { ChatSession } from "@/lib/client/chat/session";
import { useThread } from "@/lib/client/chat/use-session";
import { chatText } from "@/lib/text/chat";

/** More messages are fetched when the reader comes this close (px) to the last one that is there. */
export const AHEAD = 800;

type Props = { session: ChatSession; scroller: { current: HTMLElement | null } };

/** Loads what came before when the reader gets near it. */
export function Older({ session, scroller }: Props) {
  const { cursor, state } = useThread(session, (thread) => thread.older);
  if (!cursor) return null;
  return (
    <End
      place={cursor}
      state={state}
      scroller={scroller}
      load={() => void session.loadOlder()}
      loading={chatText.loadingOlder}
      failed={chatText.olderFailed}
      className="pb-4"
    />
  );
}

/** Loads what came after a place far back when the reader gets near it. */
export function Newer({ session, scroller }: Props) {
  const { state } = useThread(session, (thread) => thread.newer);
  const place = useThread(session, (thread) => thread.keys.at(-1)) ?? "";
  return (
    <End
      place={place}
      state={state}
      scroller={scroller}
      load={() => void session.loadNewer()}
      loading={chatText.loadingNewer}
      failed={chatText.newerFailed}
      className="pt-4"
    />
  );
}

function End({
  place,
  state,
  scroller,
  load,
  loading,
  failed,
  className,
}: {
  place: string;
  state: "idle" | "loading" | "failed";
  scroller: Props["scroller"];
  load: () => void;
  loading: string;
  failed: ReactNode;
  className: string;
}) {
  const edge = useRef<HTMLDivElement>(null);
  const wanted = useRef(load);
  wanted.current = load;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place is another thing to watch for
  useEffect(() => {
    if (state !== "idle" || !edge.current) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) wanted.current();
      },
      { root: scroller.current, rootMargin: `${AHEAD}px 0px ${AHEAD}px 0px` },
    );
    observer.observe(edge.current);
    return () => observer.disconnect();
  }, [place, state, scroller]);
  return (
    <div ref={edge} className={`flex min-h-11 items-center justify-center ${className}`}>
      {state === "failed" ? (
        <Button size="sm" onClick={load}>
          {failed}
        </Button>
      ) : (
        <Spinner label={state === "loading" ? loading : ""} className="text-fg-subtle" />
      )}
    </div>
  );
}
