"use client";

import { FileText } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import { MarkedText, type Range } from "@/components/knowledge/marked-text";
import { passageHref } from "@/components/knowledge/passage-href";
import { isRecord } from "@/lib/client/api";
import { type ThreadMessage, textOf } from "@/lib/client/chat/thread";
import { messagesText } from "@/lib/text/messages";

/** A passage that a reply was given to work with. */
export type Passage = {
  id: string;
  /** The number that marks it in the text: `[2]`. */
  number: number;
  filename: string;
  /** `page 3`, `lines 10–24`, else the title it stands under; may be empty. */
  place: string;
  fileId: string | null;
  /** Its place in the file, from 0. */
  ordinal: number;
  text: string;
  /** The words that the question asked for. */
  matches: Range[];
  /** Beside the best passage, 0 to 1. */
  score: number | null;
};

/** In the order of their numbers. */
export function passagesOf(message: Pick<ThreadMessage, "parts">): Passage[] {
  const passages = message.parts.flatMap((part, index): Passage[] => {
    if (part.type !== "source-document") return [];
    const facts = Object.values(part.providerMetadata ?? {}).find(isRecord) ?? {};
    const filename = part.filename ?? part.title;
    const { number, fileId, ordinal, text, matches, score, heading } = facts;
    const place = part.title.startsWith(`${filename}, `) ? part.title.slice(filename.length + 2) : "";
    const title = Array.isArray(heading) ? heading.at(-1) : undefined;
    return [
      {
        id: part.sourceId,
        number: typeof number === "number" ? number : index + 1,
        filename,
        place: place || (typeof title === "string" ? title : ""),
        fileId: typeof fileId === "string" ? fileId : null,
        ordinal: typeof ordinal === "number" ? ordinal : 0,
        text: typeof text === "string" ? text : "",
        matches: Array.isArray(matches) ? (matches as Range[]) : [],
        score: typeof score === "number" ? score : null,
      },
    ];
  });
  return passages.sort((a, b) => a.number - b.number);
}

const anchor = (messageId: string, number: number) => `source-${messageId}-${number}`;

/** A mark in the text that opens its passage below. */
export function SourceMark({ messageId, passage }: { messageId: string; passage: Passage }) {
  const { number, filename, place } = passage;
  return (
    <button
      type="button"
      aria-label={messagesText.sources.one(number, filename)}
      data-tip={place ? `${filename}, ${place}` : filename}
      className="relative ms-0.5 me-px inline-flex h-4 min-w-4 -translate-y-0.5 items-center justify-center rounded-sm bg-accent-soft px-1 align-middle font-medium text-accent-text text-xs transition-colors hover:bg-pressed touch:after:absolute touch:after:-inset-3.5"
      onClick={() => {
        const item = document.getElementById(anchor(messageId, number));
        for (let fold = item?.closest("details"); fold; fold = fold.parentElement?.closest("details"))
          fold.open = true;
        item?.scrollIntoView({ block: "nearest" });
        item?.querySelector("summary")?.focus({ preventScroll: true });
      }}
    >
      {number}
    </button>
  );
}

/** What the reply rests on: the passages it names, and folded away those it was given and did not name. */
export function Sources({
  projectId,
  message,
  passages,
}: {
  projectId: string;
  message: ThreadMessage;
  passages: Passage[];
}) {
  const text = textOf(message);
  const named = useMemo(
    () => new Set([...text.matchAll(/\[(\d{1,3})\]/g)].map((match) => Number(match[1]))),
    [text],
  );
  if (passages.length === 0) return null;
  const cited = passages.filter(({ number }) => named.has(number));
  const others = passages.filter(({ number }) => !named.has(number));
  const list = (some: Passage[]) => (
    <ol className="flex flex-col gap-1">
      {some.map((passage) => (
        <li key={passage.id}>
          <PassageItem projectId={projectId} messageId={message.id} passage={passage} />
        </li>
      ))}
    </ol>
  );
  return (
    <section aria-label={messagesText.sources.title} className="mt-4 flex flex-col gap-1.5">
      {cited.length > 0 ? (
        <>
          <p className="font-medium text-fg-subtle text-xs">{messagesText.sources.title}</p>
          {list(cited)}
        </>
      ) : null}
      {others.length > 0 ? (
        <details>
          <summary className="flex min-h-8 w-fit list-none items-center text-fg-muted text-sm transition-colors hover:text-fg touch:min-h-11 [&::-webkit-details-marker]:hidden">
            {messagesText.sources.read(others.length, cited.length > 0)}
          </summary>
          {list(others)}
        </details>
      ) : null}
    </section>
  );
}

function PassageItem({
  projectId,
  messageId,
  passage,
}: {
  projectId: string;
  messageId: string;
  passage: Passage;
}) {
  const { number, filename, place, fileId, ordinal, text, matches, score } = passage;
  return (
    <details
      id={anchor(messageId, number)}
      className="rounded-md border border-line bg-surface text-sm open:shadow-card"
    >
      <summary className="flex min-h-8 list-none items-center gap-2 rounded-md px-2.5 py-1 transition-colors hover:bg-hover touch:min-h-11 [&::-webkit-details-marker]:hidden">
        <span className="min-w-4 shrink-0 font-medium text-accent-text text-xs tabular-nums">{number}</span>
        <FileText className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
        <span className="min-w-0 truncate" dir="auto" data-tip-clipped="" data-tip={filename}>
          {filename}
        </span>
        {place ? (
          <span
            className="ml-auto max-w-1/2 shrink-0 truncate text-fg-muted"
            dir="auto"
            data-tip-clipped=""
            data-tip={place}
          >
            {place}
          </span>
        ) : null}
      </summary>
      <div className="border-line border-t px-3 py-2.5">
        <blockquote
          dir="auto"
          className="max-h-64 overflow-y-auto whitespace-pre-wrap break-words text-fg-muted"
        >
          <MarkedText text={text} matches={matches} />
        </blockquote>
        <p className="mt-2 flex flex-wrap items-center justify-between gap-x-4">
          {fileId ? (
            <Link
              href={passageHref(projectId, fileId, ordinal)}
              prefetch={false}
              className="inline-flex min-h-8 items-center text-accent-text underline underline-offset-2 touch:min-h-11"
            >
              {messagesText.sources.open}
            </Link>
          ) : null}
          {/* A small project is given whole: nothing was matched. */}
          {score ? (
            <span className="text-fg-subtle text-xs tabular-nums" data-tip={messagesText.sources.matchTitle}>
              {messagesText.sources.match(Math.round(score * 100))}
            </span>
          ) : null}
        </p>
      </div>
    </details>
  );
}
