"use client";

import { Check, Copy, type LucideIcon } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { uiText } from "@/lib/text/ui";
import { copyText } from "./copy-text";

/** Copies and says so for two seconds. `label` names what is copied. */
export function CopyButton({
  text,
  label,
  icon = Copy,
  className,
}: {
  text: () => string;
  label: string;
  icon?: LucideIcon;
  className?: string;
}) {
  const [state, setState] = useState<"idle" | "done" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 2_000);
    return () => clearTimeout(timer);
  }, [state]);
  const Icon = state === "done" ? Check : icon;
  return (
    <Button
      variant="ghost"
      size="icon-sm"
      className={className}
      aria-label={label}
      data-tip={label}
      onClick={async () => setState((await copyText(text())) ? "done" : "failed")}
    >
      <Icon className="size-4" aria-hidden="true" />
      <span className="sr-only" role="status">
        {state === "done" ? uiText.copy.copied : state === "failed" ? uiText.copy.notAllowed : ""}
      </span>
    </Button>
  );
}
