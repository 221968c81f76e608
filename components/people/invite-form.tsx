"use client";

import { type FormEvent, useState } from "react";
import { NewLink } from "@/components/share/new-link";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { ApiError, api, messageOf } from "@/lib/client/api";
import type { Invitation, ProjectRole } from "@/lib/schemas";
import { peopleText } from "@/lib/text/people";
import { ROLES } from "./role-names";

/** Makes a link to hand to somebody; with an e-mail only their account can use it. */
export function InviteForm({
  projectId,
  onInvited,
}: {
  projectId: string;
  onInvited: (invitation: Invitation) => void;
}) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<ProjectRole>("member");
  const [url, setUrl] = useState<string | null>(null);
  const [mailedTo, setMailedTo] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  async function invite(event: FormEvent): Promise<void> {
    event.preventDefault();
    setPending(true);
    setProblem(null);
    setUrl(null);
    try {
      const data = await api<{ invitation: Invitation; url: string; mailed: boolean }>(
        `/api/projects/${projectId}/invitations`,
        { method: "POST", body: { role, ...(email.trim() ? { email } : {}) } },
      );
      setUrl(data.url);
      setMailedTo(data.mailed ? data.invitation.email : null);
      setEmail("");
      onInvited(data.invitation);
    } catch (error) {
      setProblem(error instanceof ApiError && error.errors[0] ? error.errors[0].message : messageOf(error));
    }
    setPending(false);
  }

  return (
    <form className="flex flex-col gap-4" noValidate onSubmit={(event) => void invite(event)}>
      <div className="grid gap-4 sm:grid-cols-[1fr_12rem]">
        <Field
          label={peopleText.invite.email}
          hint={peopleText.invite.emailHint}
          error={problem ?? undefined}
        >
          {(control) => (
            <Input
              {...control}
              type="email"
              value={email}
              autoComplete="off"
              onChange={(event) => setEmail(event.target.value)}
            />
          )}
        </Field>
        <Field label={peopleText.invite.role} hint={ROLES.find(({ value }) => value === role)?.hint}>
          {(control) => (
            <Select
              {...control}
              value={role}
              options={ROLES.map(({ value, label }) => ({ value, label }))}
              onValueChange={setRole}
            />
          )}
        </Field>
      </div>
      <div>
        <Button type="submit" variant="primary" pending={pending}>
          {peopleText.invite.create}
        </Button>
      </div>
      {url && mailedTo ? (
        <p role="status" className="text-fg-muted">
          {peopleText.mailed(mailedTo)}
        </p>
      ) : null}
      {url ? <NewLink key={url} url={url} /> : null}
    </form>
  );
}
