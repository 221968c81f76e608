"use client";

import { useEffect, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Callout } from "@/components/ui/callout";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { AdminUser } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";

const text = adminText.people;
const CHANGES = {
  makeAdmin: { admin: true },
  removeAdmin: { admin: false },
  disable: { disabled: true },
  enable: { disabled: false },
  endTwoStep: { secondFactor: false },
} as const;
export type PersonAct = keyof typeof CHANGES | "signOut";
export type PersonChoice = PersonAct | "resetLink" | "limits" | "remove";

async function perform(act: PersonAct, user: AdminUser): Promise<{ user: AdminUser; said: string }> {
  const path = `/api/admin/users/${user.id}`;
  if (act === "signOut") {
    const { ended } = await api<{ ended: number }>(`${path}/sessions`, { method: "DELETE" });
    return { user, said: text.changed.signOut(ended) };
  }
  const answer = await api<{ user: AdminUser }>(path, { method: "PATCH", body: CHANGES[act] });
  return { user: answer.user, said: text.changed[act](user.name) };
}

/** Asks before somebody's rights change; what only gives back what they had is done at once. */
export function PersonDialog({
  user,
  act,
  onClose,
  onChanged,
}: {
  user: AdminUser;
  /** Null: closed. */
  act: PersonAct | null;
  onClose: () => void;
  onChanged: (next: AdminUser) => void;
}) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function go(chosen: PersonAct): Promise<void> {
    setPending(true);
    setProblem(null);
    try {
      const done = await perform(chosen, user);
      toast.success(done.said);
      onChanged(done.user);
      onClose();
    } catch (error) {
      if (chosen === "enable") toast.error(messageOf(error));
      else setProblem(messageOf(error));
    }
    setPending(false);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time that it is chosen
  useEffect(() => {
    if (act === "enable") void go("enable").then(onClose);
  }, [act]);

  const asked = act === null || act === "enable" ? null : act;
  return (
    <AlertDialog
      open={asked !== null}
      onOpenChange={(open) => {
        if (open) return;
        setProblem(null);
        onClose();
      }}
      title={asked ? text.ask[asked].title(user.name) : ""}
      description={asked ? text.ask[asked].text : ""}
      confirmLabel={asked ? text[asked] : ""}
      tone={asked === "makeAdmin" ? "primary" : "danger"}
      pending={pending}
      onConfirm={() => {
        if (asked) void go(asked);
      }}
    >
      {problem ? <Callout tone="danger">{problem}</Callout> : null}
    </AlertDialog>
  );
}
