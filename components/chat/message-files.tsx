"use client";

import { FileText, ImageOff } from "lucide-react";
import { useState } from "react";
import { deferred } from "@/components/ui/deferred";
import { filesOf, isPicture, type MessageFile } from "@/lib/client/chat/files";
import type { ThreadMessage } from "@/lib/client/chat/thread";
import { messagesText } from "@/lib/text/messages";

/** Fetched with the first picture that is enlarged. */
const PictureDialog = deferred(() => import("./picture-dialog"));

/** What was attached to a message: pictures to look at, other files by name. */
export function MessageFiles({ message }: { message: ThreadMessage }) {
  const files = filesOf(message);
  if (files.length === 0) return null;
  return (
    <ul
      className="mb-2 flex max-w-[85%] flex-wrap items-end justify-end gap-2"
      aria-label={messagesText.files.title}
    >
      {files.map((file) => (
        <li key={file.id} className="flex min-w-0 max-w-full">
          {isPicture(file.mediaType) ? <Thumbnail file={file} /> : <FileChip name={file.filename} />}
        </li>
      ))}
    </ul>
  );
}

export function FileChip({ name, gone = false }: { name: string; gone?: boolean }) {
  const Icon = gone ? ImageOff : FileText;
  return (
    <span
      data-tip-clipped=""
      data-tip={name}
      className="flex min-h-9 min-w-0 max-w-64 items-center gap-2 rounded-md border border-line bg-surface px-2.5 py-1.5 text-sm"
    >
      <Icon className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
      <span className="truncate" dir="auto">
        {name}
      </span>
      {gone ? <span className="sr-only">{messagesText.files.gone}</span> : null}
    </span>
  );
}

/** Its box has its size before the picture is there: nothing moves when it comes. */
function Thumbnail({ file }: { file: MessageFile }) {
  const [gone, setGone] = useState(false);
  const [open, setOpen] = useState(false);
  if (gone) return <FileChip name={file.filename} gone />;
  return (
    <>
      <button
        type="button"
        aria-label={messagesText.files.enlarge(file.filename)}
        data-tip-clipped=""
        data-tip={file.filename}
        className="size-32 cursor-zoom-in overflow-hidden rounded-lg border border-line bg-sunken"
        onClick={() => setOpen(true)}
      >
        {/* biome-ignore lint/performance/noImgElement: it is served to its owner alone, by a cookie that an optimiser lacks */}
        <img
          // It may have failed before this page came to life.
          ref={(image) => {
            if (image?.complete && image.naturalWidth === 0) setGone(true);
          }}
          src={file.url}
          alt={file.filename}
          width={128}
          height={128}
          loading="lazy"
          decoding="async"
          className="size-full object-cover"
          onError={() => setGone(true)}
        />
      </button>
      {open ? <PictureDialog file={file} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
