"use client";

import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { Member, ProjectRole } from "@/lib/schemas";
import { peopleText } from "@/lib/text/people";
import { ROLES, roleName } from "./role-names";

/** Who is on the project; an owner changes roles and removes. */
export function MemberList({
  members,
  me,
  mayManage,
  busy,
  onRole,
  onRemove,
}: {
  members: Member[];
  me: string;
  mayManage: boolean;
  busy: string | null;
  onRole: (member: Member, role: ProjectRole) => void;
  onRemove: (member: Member) => void;
}) {
  return (
    <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
      {members.map((member) => {
        const mine = member.id === me;
        return (
          <li key={member.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3">
            <Avatar name={member.name} />
            <div className="min-w-0 flex-1 basis-40">
              <p className="truncate font-medium" dir="auto">
                {member.name}
                {mine ? <span className="font-normal text-fg-muted"> {peopleText.members.you}</span> : null}
              </p>
              <p className="truncate text-fg-muted text-xs">{member.email}</p>
            </div>
            {mayManage ? (
              <div className="w-32">
                <Select
                  aria-label={peopleText.members.roleOf(member.name)}
                  value={member.role}
                  disabled={busy !== null}
                  options={ROLES.map(({ value, label }) => ({ value, label }))}
                  onValueChange={(role) => onRole(member, role)}
                />
              </div>
            ) : (
              <Badge>{roleName(member.role)}</Badge>
            )}
            {mayManage || mine ? (
              <Button
                variant="ghost"
                size="sm"
                // As wide for everybody, so that the roles stand below one another.
                className="min-w-22"
                disabled={busy !== null}
                pending={busy === member.id}
                aria-label={
                  mine ? peopleText.members.leaveProject : peopleText.members.removeOne(member.name)
                }
                onClick={() => onRemove(member)}
              >
                {mine ? peopleText.members.leave : peopleText.members.remove}
              </Button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
