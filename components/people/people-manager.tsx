"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Section } from "@/components/ui/card";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import { publish, subscribe } from "@/lib/client/live";
import type { Invitation, Member, ProjectRole } from "@/lib/schemas";
import { peopleText } from "@/lib/text/people";
import { InvitationList } from "./invitation-list";
import { InviteForm } from "./invite-form";
import { MemberList } from "./member-list";
import { roleName } from "./role-names";

type Props = {
  project: { id: string; name: string; role: ProjectRole };
  me: string;
  initialMembers: Member[];
  initialInvitations: Invitation[];
};

export function PeopleManager({ project, me, initialMembers, initialInvitations }: Props) {
  const router = useRouter();
  const [members, setMembers] = useState(initialMembers);
  const [invitations, setInvitations] = useState(initialInvitations);
  const [busy, setBusy] = useState<string | null>(null);
  const [leaving, setLeaving] = useState<Member | null>(null);
  const mayManage = project.role === "owner";
  const root = `/api/projects/${project.id}`;

  useEffect(() => setMembers(initialMembers), [initialMembers]);
  useEffect(() => setInvitations(initialInvitations), [initialInvitations]);
  useEffect(() => subscribe(({ type }) => type === "reset" && router.refresh()), [router]);

  async function act(id: string, what: string, work: () => Promise<void>): Promise<void> {
    setBusy(id);
    try {
      await work();
    } catch (error) {
      toast.error(`${what} ${messageOf(error)}`);
    }
    setBusy(null);
  }

  const changeRole = (member: Member, role: ProjectRole) =>
    act(member.id, peopleText.manage.notChanged, async () => {
      await api(`${root}/members/${member.id}`, { method: "PATCH", body: { role } });
      setMembers((now) => now.map((one) => (one.id === member.id ? { ...one, role } : one)));
      toast.success(peopleText.manage.changed(member.name, roleName(role).toLowerCase()));
      if (member.id === me) router.refresh();
    });
  const remove = (member: Member) =>
    act(member.id, peopleText.manage.notRemoved, async () => {
      await api(`${root}/members/${member.id}`, { method: "DELETE" });
      if (member.id === me) {
        // The server says it as well, but to nobody who has not begun to listen yet.
        publish({ type: "project-removed", projectId: project.id });
        return router.push("/projects");
      }
      setMembers((now) => now.filter(({ id }) => id !== member.id));
    });
  const withdraw = (id: string) =>
    act(id, peopleText.manage.stillWorks, async () => {
      await api(`${root}/invitations/${id}`, { method: "DELETE" });
      setInvitations((now) => now.filter((one) => one.id !== id));
    });

  const mine = leaving?.id === me;
  return (
    <div className="flex flex-col gap-8">
      <MemberList
        members={members}
        me={me}
        mayManage={mayManage}
        busy={busy}
        onRole={(member, role) => void changeRole(member, role)}
        onRemove={setLeaving}
      />
      {mayManage ? (
        <>
          <Section title={peopleText.manage.invite} description={peopleText.manage.inviteHint}>
            <InviteForm
              projectId={project.id}
              onInvited={(invitation) => setInvitations((now) => [invitation, ...now])}
            />
          </Section>
          <Section title={peopleText.manage.open} description={peopleText.manage.openHint}>
            <InvitationList invitations={invitations} busy={busy} onWithdraw={(id) => void withdraw(id)} />
          </Section>
        </>
      ) : null}
      <AlertDialog
        open={leaving !== null}
        onOpenChange={(open) => open || setLeaving(null)}
        title={
          mine
            ? peopleText.manage.leaveTitle(project.name)
            : peopleText.manage.removeTitle(leaving?.name ?? "")
        }
        description={mine ? peopleText.manage.leaveBody : peopleText.manage.removeBody}
        confirmLabel={mine ? peopleText.manage.leave : peopleText.manage.remove}
        pending={busy !== null}
        onConfirm={() => {
          if (leaving) void remove(leaving).then(() => setLeaving(null));
        }}
      />
    </div>
  );
}
