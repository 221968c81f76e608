"use client";

import { FileText } from "lucide-react";
import { isRecord } from "@/lib/client/api";
import type { ThreadMessage } from "@/lib/client/chat/thread";
import type { MessagePart } from "@/lib/schemas";

type Source = Extract<MessagePart, { type: "source-document" }>;

export function sourcesOf(message: ThreadMessage): Source[] {
  return message.parts.filter((part) => part.type === "source-document");
}

const anchor = (messageId: string, number: number) => `source-${messageId}-${number}`;

/** A mark in the text that leads to its source below. */
export function SourceMark({ messageId, number }: { messageId: string; number: number }) {
  return (
    <button
      type="button"
      aria-label={`Source ${number}`}
      className="mx-0.5 inline-flex h-4 min-w-4 -translate-y-1 items-center justify-center rounded-sm bg-accent-soft px-1 font-medium text-accent-text text-xs"
      onClick={() => {
        const source = document.getElementById(anchor(messageId, number));
        source?.closest("details")?.setAttribute("open", "");
        source?.scrollIntoView({ block: "nearest" });
        source?.querySelector<HTMLElement>("summary, a")?.focus({ preventScroll: true });
      }}
    >
      {number}
    </button>
  );
}

/** The passages that a reply was given to work with, in the order of their marks. */
export function Sources({
  projectId,
  messageId,
  sources,
}: {
  projectId: string;
  messageId: string;
  sources: Source[];
}) {
  if (sources.length === 0) return null;
  return (
    <section aria-label="Sources" className="mt-4">
      <h3 className="mb-1.5 font-medium text-fg-subtle text-xs">Sources</h3>
      <ol className="flex flex-col gap-1">
        {sources.map((source, index) => (
          <li key={source.sourceId} id={anchor(messageId, index + 1)}>
            <SourceItem projectId={projectId} source={source} number={index + 1} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function SourceItem({ projectId, source, number }: { projectId: string; source: Source; number: number }) {
  const { excerpt, place, fileId } = facts(source);
  const name = source.filename ?? source.title;
  return (
    <details className="group/source rounded-md border border-line bg-surface text-sm">
      <summary className="flex min-h-8 list-none items-center gap-2 rounded-md px-2.5 py-1 transition-colors hover:bg-hover touch:min-h-11 [&::-webkit-details-marker]:hidden">
        <span className="shrink-0 text-accent-text text-xs tabular-nums">{number}</span>
        <FileText className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
        <span className="min-w-0 truncate" dir="auto" title={name}>
          {name}
        </span>
        {place ? <span className="ml-auto shrink-0 text-fg-muted">{place}</span> : null}
      </summary>
      <div className="border-line border-t px-3 py-2">
        {excerpt ? (
          <blockquote dir="auto" className="whitespace-pre-wrap break-words text-fg-muted">
            {excerpt}
          </blockquote>
        ) : null}
        {fileId ? (
          <a
            href={`/api/projects/${encodeURIComponent(projectId)}/files/${encodeURIComponent(fileId)}/content`}
            className="mt-2 inline-flex min-h-8 items-center text-accent-text underline underline-offset-2 touch:min-h-11"
          >
            Download {name}
          </a>
        ) : null}
      </div>
    </details>
  );
}

/** What retrieval keeps about a passage, in the part's provider metadata. */
function facts(source: Source): { excerpt?: string; place?: string; fileId?: string } {
  for (const value of Object.values(source.providerMetadata ?? {})) {
    if (!isRecord(value)) continue;
    const text = (name: string) => (typeof value[name] === "string" ? value[name] : undefined);
    const excerpt = text("excerpt") ?? text("text");
    const place = text("place") ?? (typeof value.page === "number" ? `Page ${value.page}` : undefined);
    const fileId = text("fileId");
    return { ...(excerpt ? { excerpt } : {}), ...(place ? { place } : {}), ...(fileId ? { fileId } : {}) };
  }
  return {};
}
