import { Badge } from "@/components/ui/badge";
import type { CheckVerdict, EvalRun } from "@/lib/schemas";

const WORDS = {
  better: { tone: "success", label: "Better" },
  worse: { tone: "danger", label: "Worse" },
  same: { tone: "neutral", label: "Same" },
  unclear: { tone: "warning", label: "Unclear" },
} as const;

export function VerdictBadge({ run }: { run: Pick<EvalRun, "status" | "verdict"> }) {
  if (run.verdict) {
    const { tone, label } = WORDS[run.verdict];
    return <Badge tone={tone}>{label}</Badge>;
  }
  if (run.status === "queued" || run.status === "running") return <Badge tone="accent">Running</Badge>;
  return <Badge>{run.status === "done" ? "Done" : run.status === "cancelled" ? "Stopped" : "Failed"}</Badge>;
}

const MARKS = {
  pass: { tone: "success", label: "Pass" },
  fail: { tone: "danger", label: "Fail" },
  error: { tone: "warning", label: "Error" },
  skipped: { tone: "neutral", label: "Skipped" },
} as const;

export function CheckBadge({ verdict }: { verdict: CheckVerdict }) {
  const { tone, label } = MARKS[verdict];
  return <Badge tone={tone}>{label}</Badge>;
}
