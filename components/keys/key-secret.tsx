"use client";

import { CopyOnce } from "@/components/share/copy-once";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogFooter } from "@/components/ui/dialog";
import { keysText } from "@/lib/text/keys";
import { CodeTabs } from "./code-tabs";
import { samples } from "./words";

/** A secret that was just made, known this once, with a first request to paste. */
export function KeySecret({ secret, baseUrl, model }: { secret: string; baseUrl: string; model: string }) {
  return (
    <>
      <CopyOnce
        value={secret}
        label={keysText.secret.label}
        hint={keysText.secret.hint}
        copy={keysText.secret.copy}
        copied={keysText.secret.copied}
        mono
      />
      <Samples baseUrl={baseUrl} model={model} secret={secret} />
      <DialogFooter>
        <DialogClose asChild>
          <Button>{keysText.secret.done}</Button>
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
      label={keysText.samples.language}
      sample={(language) => keysText.samples.sample(language)}
      copy={(language) => keysText.samples.copy(language)}
    />
  );
}
