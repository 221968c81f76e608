"use client";

import { Activity, lazy, useState, useSyncExternalStore } from "react";
import { deferred } from "@/components/ui/deferred";
import { ApiError } from "@/lib/client/api";
import type { ChatSession } from "@/lib/client/chat/session";
import { chatPageText } from "@/lib/text/chat-page";
import { LoadFailed } from "./load-failed";
import { ThreadSkeleton } from "./thread-skeleton";

/** Messages bring Markdown with them; an empty chat needs neither. */
const load = () => import("./thread");
const Rendered = lazy(load);
const Fetched = deferred(load);

const UNSHOWN = new ApiError({
  status: 0,
  code: "network",
  message: chatPageText.thread.notFetched,
});

/** Gets the code that shows messages, for a chat that is about to have some; null: it is there. */
export const fetchThread = (): Promise<void> | null =>
  Fetched.loaded() ? null : Fetched.load().catch(() => undefined);

const never = () => () => {};

/**
 * The messages of a chat. Those that the server rendered stand in the page where they belong and come to life apart from
 * what is around them: an Activity has its content hydrated by itself as a Suspense boundary does, but the server
 * would send one of this size behind its fallback, to be put in place by a script.
 */
export function LazyThread({ session }: { session: ChatSession }) {
  const hydrating = useSyncExternalStore(
    never,
    () => false,
    () => true,
  );
  // One element for good: with another before its code has come React could not hydrate what is there, and would make it anew.
  const [inPlace] = useState(() =>
    hydrating ? (
      <Activity>
        <Rendered session={session} rendered />
      </Activity>
    ) : null,
  );
  if (inPlace) return inPlace;
  return (
    <Fetched
      session={session}
      fallback={<ThreadSkeleton />}
      failed={<LoadFailed error={UNSHOWN} projectId={session.projectId} onRetry={() => void fetchThread()} />}
    />
  );
}
