"use client";

import { useEffect, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { AdminUser } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";

const text = adminText.people;
type Holdings = { projects: number; sharedProjects: number };

/** Says what goes with an account, and what becomes of the projects that others are on. */
export function DeletePersonDialog({
  user,
  open,
  onClose,
  onDeleted,
}: {
  user: AdminUser;
  open: boolean;
  onClose: () => void;
  onDeleted: () => void;
}) {
  const [holdings, setHoldings] = useState<Holdings | null>(null);
  const [handOver, setHandOver] = useState(true);
  const [typed, setTyped] = useState("");
  const [mismatch, setMismatch] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  useEffect(() => {
    if (!open) return;
    const controller = new AbortController();
    setProblem(null);
    setTyped("");
    setMismatch(false);
    api<Holdings>(`/api/admin/users/${user.id}`, { signal: controller.signal }).then(setHoldings, (error) => {
      if (!controller.signal.aborted) setProblem(messageOf(error));
    });
    return () => controller.abort();
  }, [open, user.id]);

  async function remove(): Promise<void> {
    if (typed.trim().toLowerCase() !== user.email) return setMismatch(true);
    setPending(true);
    setProblem(null);
    try {
      const body = { sharedProjects: handOver ? "handOver" : "remove" };
      await api(`/api/admin/users/${user.id}`, { method: "DELETE", body });
      toast.success(text.changed.remove(user.name));
      onClose();
      onDeleted();
    } catch (error) {
      setProblem(messageOf(error));
    }
    setPending(false);
  }

  return (
    <AlertDialog
      open={open}
      onOpenChange={(next) => next || onClose()}
      title={text.deletion.title(user.name)}
      description={
        holdings ? text.deletion.text(holdings.projects, holdings.sharedProjects) : text.deletion.loading
      }
      confirmLabel={text.deletion.action}
      pending={pending}
      onConfirm={() => void remove()}
    >
      {holdings && holdings.sharedProjects > 0 ? (
        <label className="flex min-h-6 items-center gap-2 touch:min-h-11">
          <input
            type="checkbox"
            className="size-4 shrink-0 accent-accent"
            checked={handOver}
            onChange={(event) => setHandOver(event.target.checked)}
          />
          {text.deletion.handOver}
        </label>
      ) : null}
      <Field label={text.deletion.confirm(user.email)} error={mismatch ? text.deletion.mismatch : undefined}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="off"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setMismatch(false);
            }}
          />
        )}
      </Field>
      {problem ? <Callout tone="danger">{problem}</Callout> : null}
    </AlertDialog>
  );
}
