"use client";

import Link from "next/link";
import { Button, buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ApiError, messageOf } from "@/lib/client/api";
import { chatPageText } from "@/lib/text/chat-page";

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
        title={missing ? chatPageText.failed.missing : chatPageText.failed.notLoaded}
        action={
          missing ? (
            <Link href={`/projects/${projectId}`} className={buttonClass({ variant: "primary" })}>
              {chatPageText.failed.newChat}
            </Link>
          ) : (
            <Button variant="primary" onClick={onRetry}>
              {chatPageText.failed.tryAgain}
            </Button>
          )
        }
      >
        {missing ? chatPageText.failed.deleted : messageOf(error)}
      </EmptyState>
    </div>
  );
}
