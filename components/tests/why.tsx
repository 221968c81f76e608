"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { EvalRun } from "@/lib/schemas";
import { testsText } from "@/lib/text/tests";

/** Asks by experiment: the changed cases again, with one thing of the draft at a time. */
export function Why({ run }: { run: EvalRun }) {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  async function ask(): Promise<void> {
    setPending(true);
    try {
      const path = `/api/projects/${run.projectId}/eval-runs/${run.id}/why`;
      const answer = await api<{ run: EvalRun }>(path, { method: "POST" });
      router.push(answer.run.url);
    } catch (error) {
      toast.error(messageOf(error));
      setPending(false);
    }
  }
  return (
    <Button className="self-start print:hidden" pending={pending} onClick={() => void ask()}>
      {testsText.why.button}
    </Button>
  );
}
