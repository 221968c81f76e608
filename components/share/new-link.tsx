"use client";

import { Check, Copy, ExternalLink } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { copyText } from "@/components/chat/copy-text";
import { Button, buttonClass } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** The address of a link that was just made; it is known this once. */
export function NewLink({ url }: { url: string }) {
  const field = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => button.current?.focus(), []);

  async function copy(): Promise<void> {
    const copied = await copyText(url);
    setState(copied ? "copied" : "refused");
    if (!copied) field.current?.select();
  }

  return (
    <div className="flex flex-col gap-3 rounded-lg bg-sunken p-4">
      <Field label="Link" hint="Copy it now: it is not shown again. A lost link can be replaced by another.">
        {(control) => (
          <Input
            {...control}
            ref={field}
            readOnly
            dir="ltr"
            value={url}
            className="truncate"
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Button ref={button} variant="primary" onClick={() => void copy()}>
          {state === "copied" ? (
            <Check className="size-4" aria-hidden="true" />
          ) : (
            <Copy className="size-4" aria-hidden="true" />
          )}
          {state === "copied" ? "Copied" : "Copy link"}
        </Button>
        <a href={url} target="_blank" rel="noopener" className={buttonClass({ variant: "ghost" })}>
          <ExternalLink className="size-4" aria-hidden="true" /> Open
        </a>
        <p role="status" className="text-fg-muted text-sm">
          {state === "copied" ? <span className="sr-only">The link is copied</span> : null}
          {state === "refused" ? "The browser does not allow copying: use Ctrl+C." : null}
        </p>
      </div>
    </div>
  );
}
