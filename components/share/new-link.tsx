"use client";

import { ExternalLink } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import { CopyOnce } from "./copy-once";

/** The address of a link that was just made; it is known this once. */
export function NewLink({ url }: { url: string }) {
  return (
    <CopyOnce
      value={url}
      label="Link"
      hint="Copy it now: it is not shown again. A lost link can be replaced by another."
      copy="Copy link"
      copied="The link is copied"
    >
      <a href={url} target="_blank" rel="noopener" className={buttonClass({ variant: "ghost" })}>
        <ExternalLink className="size-4" aria-hidden="true" /> Open
      </a>
    </CopyOnce>
  );
}
