"use client";

import { Button } from "@/components/ui/button";
import { shellText } from "@/lib/text/shell";

/** What an error boundary shows. The cause was logged where it happened; `digest` finds it there. */
export function ErrorPage({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const digest =
    error instanceof Error && "digest" in error && typeof error.digest === "string" ? error.digest : null;
  return (
    <div role="alert" className="mx-auto flex max-w-form flex-col items-center gap-4 px-4 py-24 text-center">
      <h1 className="font-semibold text-2xl">{shellText.error.title}</h1>
      <p className="text-base text-fg-muted">{shellText.error.body}</p>
      <Button variant="primary" className="mt-2" onClick={onRetry}>
        {shellText.error.retry}
      </Button>
      {digest ? (
        <p className="font-mono text-fg-subtle text-xs">{shellText.error.reference(digest)}</p>
      ) : null}
    </div>
  );
}
