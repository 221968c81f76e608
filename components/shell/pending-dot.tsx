"use client";

import { useLinkStatus } from "next/link";

/** Inside a link: a quiet sign, after 150 ms, that its page is on the way. */
export function PendingDot() {
  const { pending } = useLinkStatus();
  return pending ? (
    <span aria-hidden="true" className="ml-auto animate-late">
      <span className="block size-1.5 animate-breathe rounded-full bg-fg-subtle" />
    </span>
  ) : null;
}
