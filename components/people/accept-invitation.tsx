"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ApiError, api, messageOf } from "@/lib/client/api";
import { pagesText } from "@/lib/text/pages";
import { peopleText } from "@/lib/text/people";

/** Joining is this button's POST; opening the page changes nothing. */
export function AcceptInvitation({ token }: { token: string }) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function accept(): Promise<void> {
    setPending(true);
    setProblem(null);
    try {
      const { project } = await api<{ project: { id: string } }>(`/api/invitations/${token}`, {
        method: "POST",
      });
      window.location.assign(`/projects/${project.id}`);
    } catch (error) {
      const gone = error instanceof ApiError && error.code === "not_found";
      setProblem(gone ? pagesText.invitation.gone.why : messageOf(error));
      setPending(false);
    }
  }

  return (
    <>
      {problem ? <Callout tone="danger">{problem}</Callout> : null}
      <Button variant="primary" pending={pending} onClick={() => void accept()}>
        {peopleText.join.button}
      </Button>
    </>
  );
}
