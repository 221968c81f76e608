"use client";

import { CircleAlert, RotateCw, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { formatBytes } from "@/components/ui/format";
import { focusBeside } from "@/components/ui/return-focus";
import { filesText } from "@/lib/text/files";
import { type Upload, uploadQueue } from "./upload-queue";

const { upload: text } = filesText;

export function UploadRow({ upload }: { upload: Upload }) {
  const { id, file, state, progress, problem } = upload;
  const failed = state === "failed" || state === "refused";
  const percent = Math.round(progress * 100);
  return (
    <li className="flex min-h-14 items-center gap-3 px-4 py-2.5">
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="flex min-w-0 items-baseline gap-2">
          <span className="truncate font-medium" dir="auto" data-tip-clipped="" data-tip={file.name}>
            {file.name}
          </span>
          <span className="shrink-0 text-fg-subtle text-xs tabular-nums">
            {state === "sending"
              ? progress < 1
                ? text.sent(percent, formatBytes(file.size))
                : text.saving
              : state === "waiting"
                ? text.waiting
                : formatBytes(file.size)}
          </span>
        </p>
        {failed ? (
          <p role="alert" className="flex items-start gap-1.5 break-words text-danger-text">
            <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
            {problem}
          </p>
        ) : (
          <div
            role="progressbar"
            aria-label={text.label(file.name)}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={percent}
            className="h-1 overflow-hidden rounded-full bg-pressed"
          >
            <div
              className="h-full origin-left rounded-full bg-accent transition-transform"
              style={{ transform: `scaleX(${progress})` }}
            />
          </div>
        )}
      </div>
      {state === "failed" ? (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={text.retry(file.name)}
          onClick={() => uploadQueue.retry(id)}
        >
          <RotateCw className="size-4" aria-hidden="true" />
        </Button>
      ) : null}
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={failed ? text.dismiss(file.name) : text.cancel(file.name)}
        onClick={(event) => {
          focusBeside(event.currentTarget);
          uploadQueue.dismiss(id);
        }}
      >
        <X className="size-4" aria-hidden="true" />
      </Button>
    </li>
  );
}
