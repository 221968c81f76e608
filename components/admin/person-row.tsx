"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { LazyMenu } from "@/components/ui/lazy-menu";
import type { AdminUser } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";
import { DeletePersonDialog } from "./delete-person-dialog";
import { type PersonChoice, PersonDialog } from "./person-dialog";
import { QuotaDialog } from "./quota-dialog";
import { ResetLinkDialog } from "./reset-link-dialog";

const text = adminText.people;

export function PersonRow({
  user,
  mine,
  onChanged,
}: {
  user: AdminUser;
  mine: boolean;
  /** Null: deleted. */
  onChanged: (next: AdminUser | null) => void;
}) {
  const [choice, setChoice] = useState<PersonChoice | null>(null);
  const close = () => setChoice(null);
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Avatar name={user.name} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" dir="auto">
          {user.name}
          {mine ? <span className="font-normal text-fg-muted"> ({text.you})</span> : null}
        </p>
        <p className="truncate text-fg-muted text-xs">{user.email}</p>
        {user.admin || user.disabled ? (
          <p className="mt-1 flex flex-wrap gap-1 sm:hidden">
            <Marks user={user} />
          </p>
        ) : null}
      </div>
      <span className="flex gap-1 max-sm:hidden">
        <Marks user={user} />
      </span>
      <LazyMenu load={() => import("./person-menu")} menu={{ user, onChoose: setChoice }}>
        <Button variant="ghost" size="icon" aria-label={text.actions(user.name)}>
          <Ellipsis className="size-4" aria-hidden="true" />
        </Button>
      </LazyMenu>
      <PersonDialog
        user={user}
        act={choice === "resetLink" || choice === "limits" || choice === "remove" ? null : choice}
        onClose={close}
        onChanged={onChanged}
      />
      <ResetLinkDialog user={user} open={choice === "resetLink"} onClose={close} />
      <QuotaDialog user={user} open={choice === "limits"} onClose={close} onChanged={onChanged} />
      <DeletePersonDialog
        user={user}
        open={choice === "remove"}
        onClose={close}
        onDeleted={() => onChanged(null)}
      />
    </li>
  );
}

function Marks({ user }: { user: AdminUser }) {
  return (
    <>
      {user.admin ? <Badge tone="accent">{text.administrator}</Badge> : null}
      {user.disabled ? <Badge tone="warning">{text.disabled}</Badge> : null}
    </>
  );
}
