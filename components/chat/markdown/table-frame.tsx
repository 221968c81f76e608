"use client";

import { Maximize2, Sheet } from "lucide-react";
import { type ReactNode, useState } from "react";
import { deferred } from "@/components/ui/deferred";
import { blockText } from "@/lib/text/blocks";
import { CopyButton } from "../copy-button";
import { BlockButton } from "./block-button";
import { ScrollRegion } from "./scroll-region";

const Expanded = deferred(() => import("./expanded"));

/** A table that scrolls inside itself, with a bar like a listing's: copied as Markdown or CSV, or seen in full width. */
export function TableFrame({
  label,
  growing,
  markdown,
  csv,
  children,
}: {
  label: string;
  growing: boolean;
  markdown: () => string;
  csv: () => string;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  return (
    <figure className="my-4 overflow-hidden rounded-lg border border-line first:mt-0 last:mb-0">
      {/* There from its first row on: nothing moves when the table is whole. */}
      <figcaption className="flex h-9 items-center justify-between border-line border-b bg-sunken pr-1 pl-3 text-fg-subtle text-xs touch:h-11">
        <span>{blockText.table}</span>
        {growing ? null : (
          <span className="flex">
            <CopyButton text={markdown} label={blockText.copyMarkdown} />
            <CopyButton text={csv} label={blockText.copyCsv} icon={Sheet} />
            <BlockButton label={blockText.expand} icon={Maximize2} onClick={() => setOpen(true)} />
          </span>
        )}
      </figcaption>
      <ScrollRegion label={label} className="scroll-fade">
        {children}
      </ScrollRegion>
      {open ? (
        <Expanded title={blockText.table} onClose={() => setOpen(false)}>
          {children}
        </Expanded>
      ) : null}
    </figure>
  );
}
