"use client";

import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { copyText } from "@/components/chat/copy-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { shareText } from "@/lib/text/share";
import { cn } from "@/lib/utils";

/** Something that was just made and is known this once: a link, a secret. */
export function CopyOnce({
  value,
  label,
  hint,
  copy,
  copied,
  mono = false,
  children,
}: {
  value: string;
  label: string;
  hint: string;
  /** The button's words, and what is said to who can't see that it was pressed. */
  copy: string;
  copied: string;
  mono?: boolean;
  /** What else can be done with it, beside the button. */
  children?: ReactNode;
}) {
  const field = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => button.current?.focus(), []);

  async function take(): Promise<void> {
    const done = await copyText(value);
    setState(done ? "copied" : "refused");
    if (!done) field.current?.select();
  }

  return (
    <div className="flex flex-col gap-3 rounded-lg bg-sunken p-4">
      <Field label={label} hint={hint}>
        {(control) => (
          <Input
            {...control}
            ref={field}
            readOnly
            dir="ltr"
            value={value}
            className={cn("truncate", mono && "font-mono")}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Button ref={button} variant="primary" onClick={() => void take()}>
          {state === "copied" ? (
            <Check className="size-4" aria-hidden="true" />
          ) : (
            <Copy className="size-4" aria-hidden="true" />
          )}
          {state === "copied" ? shareText.copy.copied : copy}
        </Button>
        {children}
        <p role="status" className="text-fg-muted text-sm">
          {state === "copied" ? <span className="sr-only">{copied}</span> : null}
          {state === "refused" ? shareText.copy.notAllowed : null}
        </p>
      </div>
    </div>
  );
}
