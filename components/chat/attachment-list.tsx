"use client";

import { FileText, FolderInput, RotateCw, TriangleAlert, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { Attachment } from "@/lib/client/attachments";
import { isPicture, messageFile } from "@/lib/client/chat/files";
import { chatFilesText } from "@/lib/text/chat-files";
import { composerText } from "@/lib/text/composer";

/** The files of the next message, in the composer. */
export function AttachmentList({
  files,
  projectId,
  model,
  onRemove,
  onRetry,
  onKeep,
}: {
  files: readonly Attachment[];
  projectId: string;
  /** The model, if it can't be given pictures. */
  model: string | null;
  onRemove: (key: number) => void;
  onRetry: (key: number) => void;
  onKeep: (key: number) => void;
}) {
  if (files.length === 0) return null;
  const unseen = model !== null && files.some(({ file }) => file && isPicture(file.mimeType));
  return (
    <div className="flex flex-col gap-2 px-3 pt-3">
      <ul aria-label={composerText.attachments.title} className="flex flex-wrap items-start gap-2">
        {files.map((file) => (
          <li
            key={file.key}
            className="flex min-h-9 min-w-0 max-w-full items-center gap-2 rounded-md border border-line bg-canvas pl-2.5 sm:max-w-72"
          >
            <Mark attachment={file} projectId={projectId} />
            <span className="min-w-0 flex-1">
              <span className="block truncate" dir="auto" data-tip-clipped="" data-tip={file.name}>
                {file.name}
              </span>
              <State file={file} />
            </span>
            <span className="flex shrink-0">
              {file.file && file.file.chatId !== null ? (
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-label={chatFilesText.keepOne(file.name)}
                  data-tip={chatFilesText.keep}
                  onClick={() => onKeep(file.key)}
                >
                  <FolderInput className="size-4" aria-hidden="true" />
                </Button>
              ) : null}
              {file.state === "failed" && !file.refused ? (
                <Button
                  variant="ghost"
                  size="icon-sm"
                  aria-label={composerText.attachments.retry(file.name)}
                  onClick={() => onRetry(file.key)}
                >
                  <RotateCw className="size-4" aria-hidden="true" />
                </Button>
              ) : null}
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={
                  file.state === "uploading"
                    ? composerText.attachments.cancel(file.name)
                    : composerText.attachments.remove(file.name)
                }
                onClick={() => onRemove(file.key)}
              >
                <X className="size-4" aria-hidden="true" />
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <p className="text-fg-muted text-xs">{chatFilesText.explained}</p>
      {unseen ? (
        <p role="status" className="text-fg-muted text-sm">
          {composerText.attachments.unseen(model)}
        </p>
      ) : null}
    </div>
  );
}

/** What the file is, or what is being done with it. */
function Mark({ attachment: { state, file }, projectId }: { attachment: Attachment; projectId: string }) {
  if (state === "uploading" || state === "reading") return <Spinner className="text-fg-subtle" />;
  if (state === "failed") {
    return <TriangleAlert className="size-4 shrink-0 text-danger-text" aria-hidden="true" />;
  }
  if (file && isPicture(file.mimeType)) {
    return (
      // biome-ignore lint/performance/noImgElement: it is served to its owner alone, by a cookie that an optimiser lacks
      <img
        src={messageFile(projectId, file).url}
        alt=""
        width={32}
        height={32}
        className="size-8 shrink-0 rounded-sm bg-sunken object-cover"
      />
    );
  }
  return <FileText className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />;
}

function State({ file }: { file: Attachment }) {
  if (file.state === "failed") {
    return (
      <span role="alert" className="block text-danger-text text-xs">
        {file.error}
      </span>
    );
  }
  if (file.state === "done") {
    return (
      <>
        {file.note ? <span className="block text-warning-text text-xs">{file.note}</span> : null}
        <span className="block text-fg-muted text-xs">
          {file.file?.chatId === null ? chatFilesText.ofProject : chatFilesText.ofChat}
        </span>
      </>
    );
  }
  const percent = Math.floor(file.progress * 100);
  return (
    <span className="block text-fg-muted text-xs tabular-nums">
      {file.state === "reading" || percent === 100
        ? composerText.attachments.reading
        : composerText.attachments.uploading(percent)}
    </span>
  );
}
