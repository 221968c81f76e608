"use client";

import type { ReactNode } from "react";
import { Sheet } from "@/components/ui/sheet";
import { shellText } from "@/lib/text/shell";
import type { OverlayProps } from "./overlay-props";

/** The sidebar of narrow screens. A choice that stays on the page (the open chat) closes it as well. */
export default function Drawer({ open, onOpenChange, children }: OverlayProps & { children: ReactNode }) {
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={shellText.drawer.title} hideTitle>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: watches the links inside */}
      <div
        className="min-h-0 flex-1"
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest("a")) onOpenChange(false);
        }}
      >
        {children}
      </div>
    </Sheet>
  );
}
