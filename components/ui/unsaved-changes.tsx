"use client";

import { useEffect, useState } from "react";
import { uiText } from "@/lib/text/ui";
import { deferred } from "./deferred";
import { useLeaveGuard } from "./leave-guard";

const AlertDialog = deferred(async () => ({ default: (await import("./alert-dialog")).AlertDialog }));

/** Placed once on a page that can have unsaved changes. */
export function UnsavedChanges({ dirty }: { dirty: boolean }) {
  const [go, setGo] = useState<(() => void) | null>(null);
  const [asked, setAsked] = useState(false);
  useLeaveGuard(dirty && go === null, (leave) => {
    setAsked(true);
    setGo(() => leave);
  });
  useEffect(() => {
    // There before it is needed: whoever leaves may be offline by then.
    if (dirty) void AlertDialog.load().catch(() => undefined);
  }, [dirty]);
  if (!asked) return null;
  return (
    <AlertDialog
      open={go !== null}
      onOpenChange={(open) => {
        if (!open) setGo(null);
      }}
      title={uiText.unsaved.title}
      description={uiText.unsaved.description}
      confirmLabel={uiText.unsaved.leave}
      cancelLabel={uiText.unsaved.stay}
      onConfirm={() => {
        // The question must be gone before the page is.
        const leave = go;
        setGo(null);
        leave?.();
      }}
    />
  );
}
