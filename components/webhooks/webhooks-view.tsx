"use client";

import { Plus, Webhook as WebhookIcon } from "lucide-react";
import { useState } from "react";
import { CopyOnce } from "@/components/share/copy-once";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { toast } from "@/components/ui/toast";
import { ApiError, api, messageOf } from "@/lib/client/api";
import type { Webhook } from "@/lib/schemas";
import { webhooksText as text } from "@/lib/text/webhooks";
import { WebhookForm, type Wrong } from "./webhook-form";
import { type Act, WebhookRow } from "./webhook-row";

type Open =
  | { what: "create" }
  | { what: "edit" | "rotate" | "remove"; item: Webhook }
  | { what: "secret"; secret: string };
type Made = { webhook: Webhook; secret: string };

/** The webhooks of a project: made, changed, tried, removed, and what was sent to each. */
export function WebhooksView({ projectId, initial }: { projectId: string; initial: Webhook[] }) {
  const all = `/api/projects/${projectId}/webhooks`;
  const [items, setItems] = useState(initial);
  const [open, setOpen] = useState<Open | null>(null);
  const [busy, setBusy] = useState(false);
  const close = () => setOpen(null);
  const renew = (item: Webhook) => setItems((now) => now.map((one) => (one.id === item.id ? item : one)));

  async function save(body: object): Promise<Wrong | null> {
    try {
      if (open?.what === "edit") {
        const { webhook } = await api<{ webhook: Webhook }>(`${all}/${open.item.id}`, {
          method: "PATCH",
          body,
        });
        renew(webhook);
        close();
        toast.success(text.saved);
      } else {
        const made = await api<Made>(all, { method: "POST", body });
        setItems((now) => [...now, made.webhook]);
        setOpen({ what: "secret", secret: made.secret });
      }
      return null;
    } catch (error) {
      const faults = error instanceof ApiError ? error.errors : [];
      const errors = Object.fromEntries(
        faults.map(({ path, message }) => [path.split(".")[0] ?? path, message]),
      );
      return { errors, message: faults.length > 0 ? null : messageOf(error) };
    }
  }

  async function attempt(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      toast.error(text.notDone(messageOf(error)));
    }
    setBusy(false);
  }

  const rotate = (item: Webhook) =>
    attempt(async () => {
      const made = await api<Made>(`${all}/${item.id}/rotate`, { method: "POST", body: {} });
      renew(made.webhook);
      setOpen({ what: "secret", secret: made.secret });
    });
  const remove = (item: Webhook) =>
    attempt(async () => {
      await api(`${all}/${item.id}`, { method: "DELETE" });
      setItems((now) => now.filter(({ id }) => id !== item.id));
      close();
      toast.success(text.removed);
    });
  const toggle = (item: Webhook) =>
    attempt(async () => {
      const body = { enabled: !item.enabled };
      const { webhook } = await api<{ webhook: Webhook }>(`${all}/${item.id}`, { method: "PATCH", body });
      renew(webhook);
    });
  const test = (item: Webhook) =>
    attempt(async () => {
      await api(`${all}/${item.id}/test`, { method: "POST", body: {} });
      toast.success(text.testSent);
    });
  const act = (item: Webhook) => (what: Act) => {
    if (what === "toggle") void toggle(item);
    else if (what === "test") void test(item);
    else setOpen({ what, item });
  };

  const create = (
    <Button variant="primary" onClick={() => setOpen({ what: "create" })}>
      <Plus className="size-4" aria-hidden="true" /> {text.create}
    </Button>
  );
  return (
    <div className="flex flex-col gap-4">
      {items.length === 0 ? (
        <EmptyState icon={WebhookIcon} title={text.none} action={create}>
          {text.noneHint}
        </EmptyState>
      ) : (
        <>
          <div className="flex justify-end">{create}</div>
          <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface shadow-card">
            {items.map((item) => (
              <WebhookRow
                key={item.id}
                item={item}
                path={`${all}/${item.id}`}
                busy={busy}
                onAct={act(item)}
              />
            ))}
          </ul>
        </>
      )}
      <Dialog open={open?.what === "create" || open?.what === "edit"} onOpenChange={close}>
        <DialogContent
          title={open?.what === "edit" ? text.editTitle : text.createTitle}
          description={text.createHint}
        >
          <WebhookForm {...(open?.what === "edit" ? { before: open.item } : {})} save={save} />
        </DialogContent>
      </Dialog>
      <Dialog open={open?.what === "secret"} onOpenChange={close}>
        {open?.what === "secret" ? (
          <DialogContent title={text.secretTitle}>
            <CopyOnce
              value={open.secret}
              label={text.secret}
              hint={text.secretHint}
              copy={text.copySecret}
              copied={text.secretCopied}
              mono
            />
            <DialogFooter>
              <DialogClose asChild>
                <Button>{text.done}</Button>
              </DialogClose>
            </DialogFooter>
          </DialogContent>
        ) : null}
      </Dialog>
      <AlertDialog
        open={open?.what === "rotate"}
        onOpenChange={close}
        tone="primary"
        title={text.rotateTitle}
        description={text.rotateText}
        confirmLabel={text.rotateConfirm}
        pending={busy}
        onConfirm={() => open?.what === "rotate" && void rotate(open.item)}
      />
      <AlertDialog
        open={open?.what === "remove"}
        onOpenChange={close}
        title={text.removeTitle}
        description={text.removeText}
        confirmLabel={text.removeConfirm}
        pending={busy}
        onConfirm={() => open?.what === "remove" && void remove(open.item)}
      />
    </div>
  );
}
