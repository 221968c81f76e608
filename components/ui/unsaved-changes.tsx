"use client";

import { lazy, Suspense, useEffect, useState } from "react";
import { useLeaveGuard } from "./leave-guard";

const load = () => import("./alert-dialog").then(({ AlertDialog }) => ({ default: AlertDialog }));
const AlertDialog = lazy(load);

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
    if (dirty) void load().catch(() => undefined);
  }, [dirty]);
  if (!asked) return null;
  return (
    <Suspense>
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
    </Suspense>
  );
}
