"use client";

import { useState } from "react";
import { copyText } from "@/components/chat/copy-text";
import { Button } from "@/components/ui/button";
import { secondFactorText as text } from "@/lib/text/second-factor";

/** Shown once. */
export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className="flex flex-col gap-4 rounded-lg bg-sunken p-4">
      <div>
        <h3 className="font-medium">{text.codesTitle}</h3>
        <p className="mt-1 text-fg-muted">{text.codesHint}</p>
      </div>
      <ul className="grid gap-x-6 gap-y-1 font-mono text-sm sm:grid-cols-2" aria-label={text.codesTitle}>
        {codes.map((code) => (
          <li key={code} className="select-all" dir="ltr">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => void copyText(codes.join("\n")).then(setCopied)}>
          {copied ? text.copied : text.copy}
        </Button>
        <Button variant="primary" onClick={onDone}>
          {text.done}
        </Button>
      </div>
    </div>
  );
}
