"use client";

import { CopyOnce } from "@/components/share/copy-once";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";
import { CodeTabs } from "./code-tabs";
import { samples } from "./words";

/** A secret that was just made, known this once, with a first request to paste. */
export function KeySecret({ secret, baseUrl, model }: { secret: string; baseUrl: string; model: string }) {
  return (
    <>
      <CopyOnce
        value={secret}
        label="Secret"
        hint="Copy it now: it is not shown again. Whoever has it acts as this key."
        copy="Copy secret"
        copied="The secret is copied"
        mono
      />
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
