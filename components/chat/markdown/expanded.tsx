"use client";

import type { ReactNode } from "react";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { ScrollRegion } from "./scroll-region";

/** A wide table or listing with the whole window to itself. */
export default function Expanded({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent title={title} size="wide">
        <ScrollRegion label={title} className="max-h-[78dvh] overflow-y-auto rounded-lg border border-line">
          {children}
        </ScrollRegion>
      </DialogContent>
    </Dialog>
  );
}
