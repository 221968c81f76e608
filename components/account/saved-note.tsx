import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";

/** The live region is there before its text, or nobody hears it. */
export function SavedNote({ shown, children }: { shown: boolean; children: ReactNode }) {
  return (
    <p aria-live="polite" className="flex items-center gap-2 text-success-text">
      {shown ? (
        <>
          <CircleCheck className="size-4 shrink-0" aria-hidden="true" />
          {children}
        </>
      ) : null}
    </p>
  );
}
