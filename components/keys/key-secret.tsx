"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { copyText } from "@/components/chat/copy-text";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { CodeTabs } from "./code-tabs";
import { samples } from "./words";

/** A secret that was just made, known this once, with a first request to paste. */
export function KeySecret({ secret, baseUrl, model }: { secret: string; baseUrl: string; model: string }) {
  const field = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => button.current?.focus(), []);

  async function copy(): Promise<void> {
    const copied = await copyText(secret);
    setState(copied ? "copied" : "refused");
    if (!copied) field.current?.select();
  }

  return (
    <>
      <div className="flex flex-col gap-3 rounded-lg bg-sunken p-4">
        <Field label="Secret" hint="Copy it now: it is not shown again. Whoever has it acts as this key.">
          {(control) => (
            <Input
              {...control}
              ref={field}
              readOnly
              dir="ltr"
              value={secret}
              className="truncate font-mono"
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
            {state === "copied" ? "Copied" : "Copy secret"}
          </Button>
          <p role="status" className="text-fg-muted text-sm">
            {state === "copied" ? <span className="sr-only">The secret is copied</span> : null}
            {state === "refused" ? "The browser does not allow copying: use Ctrl+C." : null}
          </p>
        </div>
      </div>
      <Samples baseUrl={baseUrl} model={model} secret={secret} />
      <DialogFooter>
        <DialogClose asChild>
          <Button>Done</Button>
        </DialogClose>
      </DialogFooter>
    </>
  );
}

/** A first request, in the language that is chosen. */
export function Samples({ baseUrl, model, secret }: { baseUrl: string; model: string; secret: string }) {
  return (
    <CodeTabs
      list={samples(baseUrl, model, secret)}
      label="Language"
      sample={(language) => `${language} sample`}
      copy={(language) => `Copy the ${language} sample`}
    />
  );
}
