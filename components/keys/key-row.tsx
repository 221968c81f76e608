"use client";

import { KeyRound, Pencil, RotateCw, Trash2 } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";
import { TimeAgo } from "@/components/ui/time-ago";
import type { Key } from "@/lib/schemas";
import { keysText } from "@/lib/text/keys";
import { scopeLabel, shownSecret } from "./words";

export type Spent = { tokensToday: number; tokensThisMonth: number; usdThisMonth: number };

/** One key: what it may, how long, what it has used. */
export function KeyRow({
  item,
  spent,
  place,
  now,
  onAct,
}: {
  item: Key;
  spent: Spent | undefined;
  /** Which projects it reaches, in words; null where the page says it. */
  place: string | null;
  now: number;
  onAct: (what: "edit" | "rotate" | "revoke") => void;
}) {
  const expired = item.expiresAt !== null && Date.parse(item.expiresAt) <= now;
  return (
    <li className="flex flex-col gap-3 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <KeyRound className="size-5 shrink-0 text-fg-subtle max-sm:hidden" aria-hidden="true" />
        <div className="flex min-w-0 flex-1 basis-56 flex-col">
          <p className="flex min-w-0 items-center gap-2">
            <span dir="auto" className="truncate font-medium" data-tip-clipped="" data-tip={item.name}>
              {item.name}
            </span>
            <Expiry item={item} expired={expired} now={now} />
          </p>
          <p className="truncate text-fg-subtle text-xs">
            <span className="font-mono">{shownSecret(item)}</span>
            {" · "}
            {item.lastUsedAt ? (
              <>
                {keysText.row.lastUsed} <TimeAgo iso={item.lastUsedAt} />
              </>
            ) : (
              keysText.row.neverUsed
            )}
          </p>
        </div>
        <div className="flex gap-1">
          <Button
            size="icon-sm"
            variant="ghost"
            aria-label={keysText.row.change(item.name)}
            data-tip={keysText.row.changeTip}
            onClick={() => onAct("edit")}
          >
            <Pencil className="size-4" aria-hidden="true" />
          </Button>
          <Button
            size="icon-sm"
            variant="ghost"
            aria-label={keysText.row.rotate(item.name)}
            data-tip={keysText.row.rotateTip}
            onClick={() => onAct("rotate")}
          >
            <RotateCw className="size-4" aria-hidden="true" />
          </Button>
          <Button
            size="icon-sm"
            variant="ghost"
            aria-label={keysText.row.revoke(item.name)}
            data-tip={keysText.row.revokeTip}
            onClick={() => onAct("revoke")}
          >
            <Trash2 className="size-4" aria-hidden="true" />
          </Button>
        </div>
      </div>
      <p className="flex flex-wrap items-center gap-1.5">
        {place ? <Badge tone="accent">{place}</Badge> : null}
        {item.scopes.map((scope) => (
          <Badge key={scope}>{scopeLabel(scope)}</Badge>
        ))}
      </p>
      <Budgets item={item} spent={spent} />
    </li>
  );
}

const SOON_MS = 7 * 86_400_000;

function Expiry({ item, expired, now }: { item: Key; expired: boolean; now: number }) {
  if (item.expiresAt === null) return <Badge tone="warning">{keysText.row.neverExpires}</Badge>;
  if (expired) return <Badge tone="danger">{keysText.row.expired}</Badge>;
  const at = Date.parse(item.expiresAt);
  const days = Math.max(1, Math.round((at - now) / 86_400_000));
  const text = days === 1 ? keysText.row.soon : keysText.row.expiresIn(days);
  return <Badge tone={at - now < SOON_MS ? "warning" : "neutral"}>{text}</Badge>;
}

function Budgets({ item: { budget, name }, spent }: { item: Key; spent: Spent | undefined }) {
  const bars = [
    {
      label: keysText.row.tokensToday,
      used: spent?.tokensToday ?? 0,
      limit: budget.tokensPerDay,
      dollars: false,
    },
    {
      label: keysText.row.tokensThisMonth,
      used: spent?.tokensThisMonth ?? 0,
      limit: budget.tokensPerMonth,
      dollars: false,
    },
    {
      label: keysText.row.dollarsThisMonth,
      used: spent?.usdThisMonth ?? 0,
      limit: budget.usdPerMonth,
      dollars: true,
    },
  ].flatMap(({ limit, ...bar }) => (limit === undefined ? [] : [{ ...bar, limit }]));
  if (bars.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-x-6 gap-y-3">
      {bars.map(({ label, used, limit, dollars }) => (
        <div key={label} className="flex min-w-40 flex-1 flex-col gap-1">
          <p className="flex justify-between gap-3 text-fg-muted text-xs tabular-nums">
            <span>{label}</span>
            <span>
              {keysText.row.of(
                dollars ? used.toFixed(2) : formatNumber(used),
                dollars ? limit.toFixed(2) : formatNumber(limit),
              )}
            </span>
          </p>
          <Progress value={Math.min(1, used / limit)} label={`${name}: ${label}`} />
        </div>
      ))}
    </div>
  );
}
