"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { FirstProject } from "@/components/projects/first-project";
import { Button, buttonClass } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { AdminSettings, FirstStep } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";
import { cn } from "@/lib/utils";
import { ProviderStep } from "./provider-step";
import { SignUpSettings } from "./sign-up-settings";

const text = adminText.start;
const STEPS: FirstStep[] = ["provider", "sign-up", "assistant"];

/** One step after the other; what is done or skipped stays so when the page is left. */
export function FirstSteps({
  initial,
  settings,
  connected,
}: {
  initial: FirstStep[];
  settings: AdminSettings;
  connected: boolean;
}) {
  const [done, setDone] = useState<readonly FirstStep[]>(initial);
  const [open, setOpen] = useState<FirstStep | null>(STEPS.find((step) => !initial.includes(step)) ?? null);
  const [busy, setBusy] = useState(false);

  async function finish(step: FirstStep): Promise<void> {
    setBusy(true);
    try {
      const next = (await api<{ done: FirstStep[] }>("/api/admin/first-steps", { body: { step } })).done;
      setDone(next);
      setOpen(STEPS.find((one) => !next.includes(one)) ?? null);
    } catch (error) {
      toast.error(messageOf(error));
    }
    setBusy(false);
  }

  const content: Record<FirstStep, ReactNode> = {
    provider: <ProviderStep connected={connected} onDone={() => void finish("provider")} />,
    "sign-up": <SignUpSettings settings={settings} onSaved={() => void finish("sign-up")} />,
    assistant: <FirstProject titled={false} onCreated={() => finish("assistant")} />,
  };
  return (
    <div className="flex flex-col gap-6">
      <ol className="flex flex-col gap-4">
        {STEPS.map((step, index) => (
          <li
            key={step}
            aria-current={step === open ? "step" : undefined}
            className="rounded-lg border border-line bg-surface p-4 sm:p-6"
          >
            <div className="flex items-center gap-3">
              <Mark number={index + 1} done={done.includes(step)} current={step === open} />
              <h2 className="min-w-0 flex-1 font-medium text-base">{text.steps[step]}</h2>
              {step === open ? (
                <Button
                  variant="ghost"
                  pending={busy}
                  aria-label={`${text.skip}: ${text.steps[step]}`}
                  onClick={() => void finish(step)}
                >
                  {text.skip}
                </Button>
              ) : (
                <Button
                  variant="ghost"
                  aria-label={`${done.includes(step) ? text.again : text.open}: ${text.steps[step]}`}
                  onClick={() => setOpen(step)}
                >
                  {done.includes(step) ? text.again : text.open}
                </Button>
              )}
            </div>
            {step === open ? <div className="mt-6">{content[step]}</div> : null}
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap items-center gap-3">
        <Link
          href="/projects"
          prefetch={false}
          className={buttonClass({ variant: open === null ? "primary" : "secondary" })}
        >
          {open === null ? text.finished : text.later}
        </Link>
        <p role="status" className="text-fg-muted">
          {text.progress(done.length, STEPS.length)}
        </p>
      </div>
    </div>
  );
}

function Mark({ number, done, current }: { number: number; done: boolean; current: boolean }) {
  return (
    <span
      className={cn(
        "grid size-8 shrink-0 place-items-center rounded-full font-medium",
        done
          ? "bg-success-soft text-success-text"
          : current
            ? "bg-accent text-accent-fg"
            : "bg-hover text-fg-muted",
      )}
    >
      {done ? (
        <>
          <Check className="size-4" aria-hidden="true" />
          <span className="sr-only">{text.done}</span>
        </>
      ) : (
        number
      )}
    </span>
  );
}
