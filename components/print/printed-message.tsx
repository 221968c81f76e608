"use client";

import { Markdown } from "@/components/chat/markdown/markdown";
import { MessageBoundary } from "@/components/chat/message-boundary";
import { passagesOf } from "@/components/chat/sources";
import { filesOf, isPicture } from "@/lib/client/chat/files";
import type { Message } from "@/lib/schemas";
import { printText } from "@/lib/text/print";

/** A message on paper: who said it, the text, its pictures, other files and the sources by name. */
export function PrintedMessage({ message }: { message: Message }) {
  const text = message.parts.map((part) => (part.type === "text" ? part.text : "")).join("");
  const files = message.parts.flatMap((part) =>
    part.type === "file" ? [part.filename ?? printText.file] : [],
  );
  const pictures = filesOf(message).filter(({ mediaType }) => isPicture(mediaType));
  const sources = passagesOf(message);
  const mine = message.role === "user";
  return (
    <article className="border-line border-t py-5">
      <h2 className="mb-2 font-medium text-fg-muted text-sm">
        {mine ? printText.user : printText.assistant}
      </h2>
      {files.length > 0 ? (
        <p className="mb-2 text-fg-muted text-sm">
          {printText.attached} {files.join(", ")}
        </p>
      ) : null}
      {pictures.map(({ url, filename }) => (
        // biome-ignore lint/performance/noImgElement: it is served to its owner alone, by a cookie that an optimiser lacks
        <img
          key={url}
          src={url}
          alt={filename}
          className="mb-3 block max-h-96 max-w-full rounded-lg border border-line"
          // Its name stands above; one that is gone leaves no hole.
          onError={({ currentTarget }) => {
            currentTarget.hidden = true;
          }}
        />
      ))}
      <MessageBoundary text={() => text}>
        {mine ? (
          <p dir="auto" className="whitespace-pre-wrap break-words [overflow-wrap:anywhere]">
            {text}
          </p>
        ) : (
          <Markdown text={text} growing={false} mark={null} />
        )}
      </MessageBoundary>
      {sources.length > 0 ? (
        <ol className="mt-3 text-fg-muted text-sm">
          {sources.map(({ id, number, filename, place }) => (
            <li key={id}>{`[${number}] ${filename}${place ? `, ${place}` : ""}`}</li>
          ))}
        </ol>
      ) : null}
    </article>
  );
}
