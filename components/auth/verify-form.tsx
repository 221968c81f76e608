"use client";

import Link from "next/link";
import { useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ApiError, api, messageOf } from "@/lib/client/api";
import { authText } from "@/lib/text/auth";

const text = authText.verify;

/** Confirms by a click: what opens links on its own, a mail scanner say, confirms nothing. */
export function VerifyForm({ token }: { token: string }) {
  const [state, setState] = useState<"asked" | "pending" | "done">("asked");
  const [problem, setProblem] = useState<string | null>(null);

  async function confirm(): Promise<void> {
    setState("pending");
    setProblem(null);
    try {
      await api("/api/auth/verify", { body: { token } });
      setState("done");
    } catch (error) {
      setProblem(error instanceof ApiError && error.errors[0] ? text.expired : messageOf(error));
      setState("asked");
    }
  }

  if (state === "done") {
    return (
      <div className="flex flex-col gap-4" role="status">
        <Callout>{text.done}</Callout>
        <Link href="/projects" className={buttonClass({ variant: "primary" })}>
          {text.goOn}
        </Link>
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {problem ? <Callout tone="danger">{problem}</Callout> : null}
      <Button variant="primary" pending={state === "pending"} onClick={() => void confirm()}>
        {text.button}
      </Button>
    </div>
  );
}
