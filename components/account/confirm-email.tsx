"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { api, messageOf } from "@/lib/client/api";
import { authText } from "@/lib/text/auth";

/** Says that the address is not confirmed, and sends another link. */
export function ConfirmEmail() {
  const [state, setState] = useState<"idle" | "pending" | "sent">("idle");
  const [problem, setProblem] = useState<string | null>(null);

  async function send(): Promise<void> {
    setState("pending");
    setProblem(null);
    try {
      await api("/api/users/verification", { method: "POST" });
      setState("sent");
    } catch (error) {
      setProblem(messageOf(error));
      setState("idle");
    }
  }

  return (
    <div className="flex flex-wrap items-center gap-3" role="status">
      {problem ? <Callout tone="danger">{problem}</Callout> : null}
      <span className="text-fg-muted">{state === "sent" ? authText.sent : authText.notYetConfirmed}</span>
      {state === "sent" ? null : (
        <Button pending={state === "pending"} onClick={() => void send()}>
          {authText.resend}
        </Button>
      )}
    </div>
  );
}
