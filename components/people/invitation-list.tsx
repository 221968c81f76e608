"use client";

import { Button } from "@/components/ui/button";
import type { Invitation } from "@/lib/schemas";
import { peopleText } from "@/lib/text/people";
import { roleName } from "./role-names";

const day = (iso: string) => new Date(iso).toLocaleDateString("en", { dateStyle: "medium", timeZone: "UTC" });

/** Links that nobody has used yet. */
export function InvitationList({
  invitations,
  busy,
  onWithdraw,
}: {
  invitations: Invitation[];
  busy: string | null;
  onWithdraw: (id: string) => void;
}) {
  if (invitations.length === 0) return <p className="text-fg-muted">{peopleText.invitations.none}</p>;
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
      {invitations.map(({ id, email, role, expiresAt }) => (
        <li key={id} className="flex items-center gap-3 px-4 py-3">
          <div className="min-w-0 flex-1">
            <p className="truncate font-medium">{email ?? peopleText.invitations.anybody}</p>
            <p className="text-fg-muted text-xs">
              {roleName(role)}
              {peopleText.invitations.until} <time dateTime={expiresAt}>{day(expiresAt)}</time>
            </p>
          </div>
          <Button
            variant="ghost"
            size="sm"
            disabled={busy !== null}
            pending={busy === id}
            aria-label={peopleText.invitations.withdrawOne(email ?? peopleText.invitations.anybodyWithin)}
            onClick={() => onWithdraw(id)}
          >
            {peopleText.invitations.withdraw}
          </Button>
        </li>
      ))}
    </ul>
  );
}
