"use client";

import { Globe, Lock } from "lucide-react";
import { Button } from "@/components/ui/button";
import { TimeAgo } from "@/components/ui/time-ago";
import type { Share } from "@/lib/schemas";
import { shareText } from "@/lib/text/share";

/** The links of a chat that work. */
export function ShareList({
  shares,
  fresh,
  busy,
  onRevoke,
}: {
  shares: Share[];
  /** The one whose address is shown above. */
  fresh: string | null;
  busy: string | null;
  onRevoke: (id: string) => void;
}) {
  const shared = shares.length > 0;
  const Icon = shared ? Globe : Lock;
  return (
    <section aria-label={shareText.list.title} className="flex flex-col gap-2">
      <p role="status" className="flex items-center gap-2">
        <Icon className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
        {shared ? shareText.list.shared(shares.length) : shareText.list.notShared}
      </p>
      {shared ? (
        <ul className="flex flex-col divide-y divide-line rounded-lg border border-line">
          {shares.map((share, index) => (
            <li key={share.id} className="flex min-h-12 items-center gap-3 py-1.5 pr-2 pl-4">
              <p className="min-w-0 flex-1">
                {share.id === fresh ? shareText.list.above : shareText.list.link}
                {shareText.list.made} <TimeAgo iso={share.createdAt} />
              </p>
              <Button
                size="sm"
                variant="danger-quiet"
                aria-label={shareText.list.revokeOne(index + 1, shares.length)}
                pending={busy === share.id}
                onClick={() => onRevoke(share.id)}
              >
                {shareText.list.revoke}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
