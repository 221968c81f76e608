"use client";

import { ExternalLink } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import { shareText } from "@/lib/text/share";
import { CopyOnce } from "./copy-once";

/** The address of a link that was just made; it is known this once. */
export function NewLink({ url }: { url: string }) {
  return (
    <CopyOnce
      value={url}
      label={shareText.link.label}
      hint={shareText.link.hint}
      copy={shareText.link.copy}
      copied={shareText.link.copied}
    >
      <a href={url} target="_blank" rel="noopener" className={buttonClass({ variant: "ghost" })}>
        <ExternalLink className="size-4" aria-hidden="true" /> {shareText.link.open}
      </a>
    </CopyOnce>
  );
}
