"use client";

import { Square } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { formatNumber } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { EvalRun } from "@/lib/schemas";
import { testsText } from "@/lib/text/tests";

const EVERY_MS = 1_000;

/** A run under way: how far it is, what it has cost, and a way to stop it. */
export function RunProgress({ run: first }: { run: EvalRun }) {
  const router = useRouter();
  const [run, setRun] = useState(first);
  const [stopping, setStopping] = useState(false);
  const path = `/api/projects/${first.projectId}/eval-runs/${first.id}`;

  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      try {
        const answer = await api<{ run: EvalRun }>(path);
        if (over) return;
        setRun(answer.run);
        if (answer.run.status !== "queued" && answer.run.status !== "running") {
          router.refresh();
          return;
        }
      } catch {
        // The next look may succeed; the page stays as it is meanwhile.
      }
      if (!over) timer = setTimeout(() => void look(), EVERY_MS);
    };
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [path, router]);

  async function stop(): Promise<void> {
    setStopping(true);
    try {
      await api(`${path}/cancel`, { method: "POST" });
      router.refresh();
    } catch (error) {
      toast.error(messageOf(error));
      setStopping(false);
    }
  }

  const { done, total, errors } = run.progress;
  return (
    <Card className="flex flex-col gap-4 px-5 py-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p aria-live="polite" className="font-medium">
          {testsText.progress.done(done, total, errors)}
        </p>
        <Button pending={stopping} onClick={() => void stop()}>
          <Square className="size-3.5 fill-current" aria-hidden="true" />
          {testsText.progress.stop}
        </Button>
      </div>
      <Progress label={testsText.progress.label} value={total === 0 ? 0 : done / total} />
      <p className="text-fg-muted text-sm">
        {testsText.progress.used(
          formatNumber(run.usage.total_tokens),
          run.cost === null ? "" : `, $${run.cost.toFixed(4)}`,
        )}
      </p>
    </Card>
  );
}
