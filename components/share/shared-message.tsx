"use client";

import { FileText, ImageIcon } from "lucide-react";
import { memo } from "react";
import { Markdown } from "@/components/chat/markdown/markdown";
import { MessageBoundary } from "@/components/chat/message-boundary";
import type { SharedMessage } from "@/lib/schemas";
import { shareText } from "@/lib/text/share";

/** One message as the chat shows it, without anything to do to it. */
export const SharedMessageView = memo(function SharedMessageView({ message }: { message: SharedMessage }) {
  const user = message.role === "user";
  return (
    <article
      aria-label={user ? shareText.shared.question : shareText.shared.answer}
      className={user ? "pb-3" : "pb-6"}
    >
      <MessageBoundary text={() => message.text}>
        {user ? (
          <div className="flex flex-col items-end">
            <Files files={message.files} />
            <p
              dir="auto"
              className="max-w-[85%] whitespace-pre-wrap break-words rounded-xl bg-hover px-4 py-2.5 [overflow-wrap:anywhere]"
            >
              {message.text}
            </p>
          </div>
        ) : (
          <div className="break-words [overflow-wrap:anywhere]">
            {message.text === "" ? (
              <p className="text-fg-muted">{shareText.shared.noText}</p>
            ) : (
              <Markdown text={message.text} growing={false} mark={null} />
            )}
          </div>
        )}
      </MessageBoundary>
    </article>
  );
});

function Files({ files }: { files: SharedMessage["files"] }) {
  if (files.length === 0) return null;
  return (
    <ul className="mb-2 flex max-w-[85%] flex-wrap justify-end gap-2" aria-label={shareText.shared.files}>
      {files.map(({ filename, mediaType }, index) => {
        const Icon = mediaType.startsWith("image/") ? ImageIcon : FileText;
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and names may repeat
            key={index}
            data-tip-clipped=""
            data-tip={filename}
            className="flex min-w-0 max-w-64 items-center gap-2 rounded-md border border-line bg-surface px-2.5 py-1.5 text-sm"
          >
            <Icon className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
            <span className="truncate" dir="auto">
              {filename}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
