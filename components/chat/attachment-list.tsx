"use client";

import { FileText, RotateCw, TriangleAlert, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { Attachment } from "@/lib/client/attachments";

/** The files of the next message, in the composer. */
export function AttachmentList({
  files,
  onRemove,
  onRetry,
}: {
  files: readonly Attachment[];
  onRemove: (key: number) => void;
  onRetry: (key: number) => void;
}) {
  if (files.length === 0) return null;
  return (
    <ul aria-label="Attached files" className="flex flex-wrap gap-2 px-3 pt-3">
      {files.map((file) => (
        <li
          key={file.key}
          className="flex min-h-9 min-w-0 max-w-full items-center gap-2 rounded-md border border-line bg-canvas pl-2.5 sm:max-w-72"
        >
          {file.state === "uploading" ? (
            <Spinner className="text-fg-subtle" />
          ) : file.state === "failed" ? (
            <TriangleAlert className="size-4 shrink-0 text-danger-text" aria-hidden="true" />
          ) : (
            <FileText className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
          )}
          <span className="min-w-0 flex-1">
            <span className="block truncate" dir="auto" title={file.name}>
              {file.name}
            </span>
            <State file={file} />
          </span>
          <span className="flex shrink-0">
            {file.state === "failed" ? (
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Try to upload ${file.name} again`}
                onClick={() => onRetry(file.key)}
              >
                <RotateCw className="size-4" aria-hidden="true" />
              </Button>
            ) : null}
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={file.state === "uploading" ? `Cancel ${file.name}` : `Remove ${file.name}`}
              onClick={() => onRemove(file.key)}
            >
              <X className="size-4" aria-hidden="true" />
            </Button>
          </span>
        </li>
      ))}
    </ul>
  );
}

function State({ file }: { file: Attachment }) {
  if (file.state === "failed") {
    return (
      <span role="alert" className="block text-danger-text text-xs">
        {file.error}
      </span>
    );
  }
  if (file.state === "done") return null;
  const percent = Math.floor(file.progress * 100);
  return (
    <span className="block text-fg-muted text-xs tabular-nums">
      {percent < 100 ? `Uploading ${percent}%` : "Reading…"}
    </span>
  );
}
