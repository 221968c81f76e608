"use client";

import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { EvalRun, TestSet } from "@/lib/schemas";
import { testsText } from "@/lib/text/tests";

/** Asks a set's cases of the draft and of what is live. */
export function StartRun({
  projectId,
  set,
  caseIds,
  repeats = 1,
  label = testsText.run.test,
  variant = "primary",
  before,
}: {
  projectId: string;
  set: Pick<TestSet, "id" | "name" | "cases">;
  /** These alone. */
  caseIds?: string[];
  repeats?: number;
  label?: string;
  /** Where another button is what the page is for. */
  variant?: "primary" | "secondary";
  /** Done first, such as saving what is to be tested; false: nothing is tested. */
  before?: () => Promise<boolean>;
}) {
  const router = useRouter();
  const [pending, setPending] = useState(false);

  async function start(): Promise<void> {
    setPending(true);
    if (before && !(await before())) {
      setPending(false);
      return;
    }
    try {
      const body = { testSetId: set.id, candidate: "draft", repeats, ...(caseIds ? { caseIds } : {}) };
      const { run } = await api<{ run: EvalRun }>(`/api/projects/${projectId}/eval-runs`, { body });
      router.push(run.url);
    } catch (error) {
      toast.error(messageOf(error));
      setPending(false);
    }
  }

  return (
    <Button
      variant={variant}
      pending={pending}
      disabled={set.cases === 0}
      aria-label={`${label}: ${set.name}`}
      onClick={() => void start()}
    >
      <Play className="size-4" aria-hidden="true" />
      {label}
    </Button>
  );
}
