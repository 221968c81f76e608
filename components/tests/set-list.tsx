"use client";

import { FlaskConical, Plus } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { EvalRun, TestSet } from "@/lib/schemas";
import { testsText } from "@/lib/text/tests";
import { StartRun } from "./start-run";
import { VerdictBadge } from "./verdict";

export function SetList({ projectId, sets, runs }: { projectId: string; sets: TestSet[]; runs: EvalRun[] }) {
  const router = useRouter();
  const [pending, setPending] = useState(false);

  async function create(): Promise<void> {
    setPending(true);
    try {
      const name = sets.length === 0 ? testsText.sets.first : testsText.sets.next(sets.length + 1);
      const made = await api<{ testSet: TestSet }>(`/api/projects/${projectId}/test-sets`, {
        body: { name },
      });
      router.push(`/projects/${projectId}/tests/${made.testSet.id}`);
    } catch (error) {
      toast.error(messageOf(error));
      setPending(false);
    }
  }

  const button = (
    <Button pending={pending} onClick={() => void create()}>
      <Plus className="size-4" aria-hidden="true" />
      {testsText.sets.new}
    </Button>
  );
  if (sets.length === 0) {
    return (
      <Card>
        <EmptyState icon={FlaskConical} title={testsText.sets.none} action={button}>
          {testsText.sets.noneHint}
        </EmptyState>
      </Card>
    );
  }
  return (
    <section aria-labelledby="sets" className="flex flex-col gap-3">
      <div className="flex items-center justify-between gap-3">
        <h2 id="sets" className="font-medium text-base">
          {testsText.sets.title}
        </h2>
        {button}
      </div>
      <ul className="flex flex-col gap-3">
        {sets.map((set) => {
          const last = runs.find(({ testSetId }) => testSetId === set.id);
          return (
            <li key={set.id}>
              <Card className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3">
                <Link
                  href={`/projects/${projectId}/tests/${set.id}`}
                  prefetch={false}
                  className="flex min-w-0 flex-1 basis-48 flex-col gap-1 rounded-sm hover:underline"
                >
                  <span className="truncate font-medium" dir="auto">
                    {set.name}
                  </span>
                  <span className="flex flex-wrap items-center gap-2 text-fg-muted text-sm">
                    {testsText.sets.cases(set.cases)}
                    {set.gate?.enabled ? <Badge tone="accent">{testsText.sets.gate}</Badge> : null}
                    {set.nightly ? <Badge>{testsText.sets.nightly}</Badge> : null}
                  </span>
                </Link>
                {last ? (
                  <Link href={`/projects/${projectId}/tests/runs/${last.id}`} prefetch={false}>
                    <span className="sr-only">{testsText.sets.lastRun(set.name)}</span>
                    <VerdictBadge run={last} />
                  </Link>
                ) : null}
                <StartRun projectId={projectId} set={set} />
              </Card>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
