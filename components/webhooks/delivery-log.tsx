"use client";

import { RefreshCw } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Skeleton } from "@/components/ui/skeleton";
import { TimeAgo } from "@/components/ui/time-ago";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { Delivery } from "@/lib/schemas";
import { webhooksText as text } from "@/lib/text/webhooks";

type Page = { deliveries: Delivery[]; nextCursor: string | null };
const TONES = { pending: "warning", delivered: "success", failed: "danger" } as const;

/** What was sent to a webhook, newest first. */
export function DeliveryLog({ path, canSend }: { path: string; canSend: boolean }) {
  const [page, setPage] = useState<Page | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const load = useCallback(
    async (cursor?: string) => {
      setFailure(null);
      try {
        const query = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
        const next = await api<Page>(`${path}/deliveries?limit=20${query}`);
        setPage((now) =>
          cursor && now ? { ...next, deliveries: [...now.deliveries, ...next.deliveries] } : next,
        );
      } catch (error) {
        setFailure(messageOf(error));
      }
    },
    [path],
  );
  useEffect(() => void load(), [load]);

  async function resend(id: string): Promise<void> {
    try {
      await api(`${path}/deliveries/${id}/resend`, { method: "POST", body: {} });
      toast.success(text.resent);
      await load();
    } catch (error) {
      toast.error(text.notDone(messageOf(error)));
    }
  }

  if (failure)
    return (
      <Callout tone="danger" title={text.logFailed}>
        {failure}
      </Callout>
    );
  if (!page) return <Skeleton className="h-14" />;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex justify-end">
        <Button size="sm" variant="ghost" onClick={() => void load()}>
          <RefreshCw className="size-4" aria-hidden="true" /> {text.refresh}
        </Button>
      </div>
      {page.deliveries.length === 0 ? <p className="text-fg-muted">{text.noDeliveries}</p> : null}
      <ul className="flex flex-col divide-y divide-line">
        {page.deliveries.map((one) => (
          <li key={one.id} className="flex flex-col gap-1 py-2">
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Badge tone={TONES[one.status]}>{text.status[one.status]}</Badge>
              <span>{text.event[one.event][0]}</span>
              <span className="text-fg-subtle text-xs">
                <TimeAgo iso={one.createdAt} />
                {one.attempts > 0 ? ` · ${text.tries(one.attempts)}` : ""}
                {one.lastStatus === null ? "" : ` · ${text.answered(one.lastStatus)}`}
              </span>
              <Button
                size="sm"
                variant="ghost"
                className="ml-auto"
                disabled={!canSend}
                onClick={() => void resend(one.id)}
              >
                {text.resend}
              </Button>
            </div>
            {one.lastError ? <p className="text-danger-text text-xs">{one.lastError}</p> : null}
            <details>
              <summary className="cursor-pointer text-fg-subtle text-xs touch:min-h-11">
                {text.payload}
              </summary>
              <pre
                dir="ltr"
                className="mt-1 whitespace-pre-wrap break-all rounded-md bg-sunken p-3 font-mono text-xs"
              >
                {`webhook-id: ${one.messageId}\n\n${one.payload}`}
              </pre>
            </details>
          </li>
        ))}
      </ul>
      {page.nextCursor ? (
        <Button size="sm" className="self-center" onClick={() => void load(page.nextCursor ?? undefined)}>
          {text.more}
        </Button>
      ) : null}
    </div>
  );
}
