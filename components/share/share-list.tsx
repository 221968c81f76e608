"use client";

import { Globe, Lock } from "lucide-react";
import { Button } from "@/components/ui/button";
import { plural } from "@/components/ui/format";
import { TimeAgo } from "@/components/ui/time-ago";
import type { Share } from "@/lib/schemas";

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
    <section aria-label="Links that work" className="flex flex-col gap-2">
      <p role="status" className="flex items-center gap-2">
        <Icon className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
        {shared ? `Shared by ${plural(shares.length, "link")}` : "Not shared: only you can read this chat"}
      </p>
      {shared ? (
        <ul className="flex flex-col divide-y divide-line rounded-lg border border-line">
          {shares.map((share, index) => (
            <li key={share.id} className="flex min-h-12 items-center gap-3 py-1.5 pr-2 pl-4">
              <p className="min-w-0 flex-1">
                {share.id === fresh ? "The link above" : "Link"}, made <TimeAgo iso={share.createdAt} />
              </p>
              <Button
                size="sm"
                variant="danger-quiet"
                aria-label={`Revoke link ${index + 1} of ${shares.length}`}
                pending={busy === share.id}
                onClick={() => onRevoke(share.id)}
              >
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
