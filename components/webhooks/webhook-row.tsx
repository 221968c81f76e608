"use client";

import { Pencil, RotateCw, Trash2 } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { Webhook } from "@/lib/schemas";
import { webhooksText as text } from "@/lib/text/webhooks";
import { DeliveryLog } from "./delivery-log";

export type Act = "edit" | "rotate" | "remove" | "toggle" | "test";

/** One webhook: where it leads, what it is told, how it goes. */
export function WebhookRow({
  item,
  path,
  busy,
  onAct,
}: {
  item: Webhook;
  path: string;
  busy: boolean;
  onAct: (what: Act) => void;
}) {
  const [open, setOpen] = useState(false);
  const icon = (what: Act, label: string, Icon: typeof Pencil) => (
    <Button size="icon-sm" variant="ghost" aria-label={label} data-tip={label} onClick={() => onAct(what)}>
      <Icon className="size-4" aria-hidden="true" />
    </Button>
  );
  return (
    <li className="flex flex-col gap-3 px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p className="min-w-0 flex-1 basis-56 break-all font-mono text-sm" dir="ltr">
          {item.url}
        </p>
        <State item={item} />
        <div className="flex gap-1">
          {icon("edit", text.change(item.url), Pencil)}
          {icon("rotate", text.rotate(item.url), RotateCw)}
          {icon("remove", text.remove(item.url), Trash2)}
        </div>
      </div>
      <p className="flex flex-wrap gap-1.5">
        {item.events.map((event) => (
          <Badge key={event}>{text.event[event][0]}</Badge>
        ))}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" disabled={!item.enabled || busy} onClick={() => onAct("test")}>
          {text.test}
        </Button>
        <Button size="sm" disabled={busy} onClick={() => onAct("toggle")}>
          {item.enabled ? text.disable : text.enable}
        </Button>
        <Button size="sm" variant="ghost" aria-expanded={open} onClick={() => setOpen(!open)}>
          {text.log}
        </Button>
      </div>
      {open ? <DeliveryLog path={path} canSend={item.enabled} /> : null}
    </li>
  );
}

function State({ item }: { item: Webhook }) {
  if (!item.enabled) return <Badge tone="danger">{text.disabled}</Badge>;
  if (item.failingSince !== null) return <Badge tone="warning">{text.failing}</Badge>;
  return <Badge tone="success">{text.working}</Badge>;
}
