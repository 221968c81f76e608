"use client";

import { CircleAlert, Download, FileText, Image as ImageIcon, Replace, RotateCw, Trash2 } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Button, buttonClass } from "@/components/ui/button";
import { formatBytes } from "@/components/ui/format";
import { Spinner } from "@/components/ui/spinner";
import { TimeAgo } from "@/components/ui/time-ago";
import type { ProjectFile } from "@/lib/schemas";
import { evalsText } from "@/lib/text/evals";
import { filesText } from "@/lib/text/files";
import { kindOf } from "./file-kinds";
import { isWorking } from "./use-files";

const { state: text } = filesText;

export function FileRow({
  projectId,
  file,
  ordinal,
  onRemove,
  onReplace,
  onRetry,
}: {
  projectId: string;
  file: ProjectFile;
  /** Tells files with equal names apart; 0 when the name is unique. */
  ordinal: number;
  onRemove: () => void;
  onReplace: (chosen: File) => void;
  onRetry: () => void;
}) {
  const isPicture = file.mimeType.startsWith("image/");
  const Icon = isPicture ? ImageIcon : FileText;
  const name = ordinal > 0 ? `${file.filename} (${ordinal})` : file.filename;
  return (
    <li className="flex min-h-14 items-center gap-3 py-2.5 pr-2 pl-4 max-sm:gap-1 max-sm:pr-1">
      <Icon className="size-5 shrink-0 text-fg-subtle max-sm:hidden" aria-hidden="true" />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <p className="flex min-w-0 items-center gap-2 max-sm:flex-wrap max-sm:gap-y-0.5">
          <Link
            href={`/projects/${projectId}/files/${file.id}`}
            prefetch={false}
            className="truncate font-medium underline-offset-2 hover:underline touch:-my-3 touch:min-w-11 touch:py-3"
            dir="auto"
            data-tip-clipped=""
            data-tip={file.filename}
          >
            {file.filename}
          </Link>
          {ordinal > 0 ? <span className="shrink-0 text-fg-subtle">({ordinal})</span> : null}
          <FileState file={file} />
        </p>
        <p className="truncate text-fg-subtle text-xs">
          {kindOf(file.filename, file.mimeType)} · {formatBytes(file.size)} · {filesText.added}{" "}
          <TimeAgo iso={file.uploadedAt} />
          {file.passages ? ` · ${filesText.passageCount(file.passages)}` : ""}
        </p>
        {file.note && !isPicture ? <p className="break-words text-fg-muted text-xs">{file.note}</p> : null}
        {file.status === "failed" && file.error && !isPicture ? (
          <p className="flex items-start gap-1.5 break-words text-danger-text text-xs">
            <CircleAlert className="mt-px size-3.5 shrink-0" aria-hidden="true" />
            {file.error}
          </p>
        ) : null}
      </div>
      {file.status === "failed" && !isPicture ? (
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={filesText.readAgainLabel(name)}
          data-tip={filesText.readAgain}
          onClick={onRetry}
        >
          <RotateCw className="size-4" aria-hidden="true" />
        </Button>
      ) : null}
      <a
        href={`/api/projects/${projectId}/files/${file.id}/content`}
        download={file.filename}
        aria-label={filesText.downloadLabel(name)}
        data-tip={filesText.download}
        className={buttonClass({ variant: "ghost", size: "icon-sm" })}
      >
        <Download className="size-4" aria-hidden="true" />
      </a>
      <label
        data-tip={evalsText.replace.action}
        className={buttonClass({
          variant: "ghost",
          size: "icon-sm",
          className: "relative cursor-pointer focus-within:outline-2 focus-within:outline-accent",
        })}
      >
        <Replace className="size-4" aria-hidden="true" />
        <input
          type="file"
          className="sr-only"
          aria-label={evalsText.replace.label(name)}
          onChange={({ currentTarget }) => {
            const [chosen] = currentTarget.files ?? [];
            if (chosen) onReplace(chosen);
            currentTarget.value = "";
          }}
        />
      </label>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={filesText.removeLabel(name)}
        data-tip={filesText.remove}
        onClick={onRemove}
      >
        <Trash2 className="size-4" aria-hidden="true" />
      </Button>
    </li>
  );
}

function FileState({ file }: { file: ProjectFile }) {
  // Nothing is read in a picture: it neither succeeds nor fails.
  if (file.mimeType.startsWith("image/") && !isWorking(file)) return <Badge>{filesText.picture}</Badge>;
  switch (file.status) {
    case "uploaded":
      return isWorking(file) ? <Badge>{text.waiting}</Badge> : null;
    case "reading":
    case "indexing":
      return (
        <Badge tone="neutral">
          <Spinner className="[&_svg]:size-3" />
          {file.status === "reading" ? text.reading : text.preparing}
          {file.progress ? ` ${Math.round(file.progress * 100)}%` : ""}
        </Badge>
      );
    case "ready":
      return <Badge tone="success">{text.ready}</Badge>;
    case "failed":
      return <Badge tone="danger">{text.failed}</Badge>;
  }
}
