"use client";

import { useState } from "react";
import { AlertDialog } from "./alert-dialog";
import { useLeaveGuard } from "./leave-guard";

/** Placed once on a page that can have unsaved changes. */
export function UnsavedChanges({ dirty }: { dirty: boolean }) {
  const [go, setGo] = useState<(() => void) | null>(null);
  useLeaveGuard(dirty && go === null, (leave) => setGo(() => leave));
  return (
    <AlertDialog
      open={go !== null}
      onOpenChange={(open) => {
        if (!open) setGo(null);
      }}
      title="Leave without saving?"
      description="What you changed on this page has not been saved."
      confirmLabel="Leave"
      cancelLabel="Stay"
      onConfirm={() => {
        // The question must be gone before the page is.
        const leave = go;
        setGo(null);
        leave?.();
      }}
    />
  );
}
