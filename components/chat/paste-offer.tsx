"use client";

import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { formatNumber } from "@/components/ui/format";
import { LIMITS } from "@/lib/client/limits";
import { codePoints } from "@/lib/schemas/code-points";
import { composerText } from "@/lib/text/composer";
import type { HugePaste } from "./paste";

/** A huge paste is not put into the field: the person says what becomes of it. */
export function PasteOffer({
  paste,
  onFile,
  onText,
  onCancel,
}: {
  paste: HugePaste;
  onFile: () => void;
  onText: () => void;
  onCancel: () => void;
}) {
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const fits = codePoints(paste.text) <= LIMITS.messageMax;
  const size = composerText.paste.size(paste.lines, paste.text.length);
  return (
    <fieldset
      aria-label={composerText.paste.title}
      className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-3"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onCancel();
      }}
    >
      <p className="min-w-0 flex-1 basis-48" role="status">
        <span className="font-medium">{composerText.paste.lead}</span>{" "}
        <span className="text-fg-muted">
          {size}
          {fits ? "" : composerText.paste.limit(formatNumber(LIMITS.messageMax))}
        </span>
      </p>
      <Button ref={first} variant="primary" size="sm" onClick={onFile}>
        {composerText.paste.asFile}
      </Button>
      {fits ? (
        <Button size="sm" onClick={onText}>
          {composerText.paste.asText}
        </Button>
      ) : null}
      <Button variant="ghost" size="sm" onClick={onCancel}>
        {composerText.paste.cancel}
      </Button>
    </fieldset>
  );
}
