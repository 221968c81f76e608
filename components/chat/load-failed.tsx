"use client";

import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ApiError, messageOf } from "@/lib/client/api";

/** A chat that could not be read. Missing and foreign ones look the same. */
export function LoadFailed({
  error,
  projectId,
  onRetry,
}: {
  error: unknown;
  projectId: string;
  onRetry: () => void;
}) {
  const missing = error instanceof ApiError && error.status === 404;
  return (
    <div role="alert" className="m-auto">
      <EmptyState
        title={missing ? "There is no such chat" : "The chat did not load"}
        action={
          missing ? (
            <Link href={`/projects/${projectId}`} className={buttonClass({ variant: "primary" })}>
              New chat
            </Link>
          ) : (
            <Button variant="primary" onClick={onRetry}>
              Try again
            </Button>
          )
        }
      >
        {missing ? "It may have been deleted." : messageOf(error)}
      </EmptyState>
    </div>
  );
}
