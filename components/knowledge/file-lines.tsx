"use client";

import { WrapText } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { CopyButton } from "@/components/chat/copy-button";
import { BlockButton } from "@/components/chat/markdown/block-button";
import { useHighlight } from "@/components/chat/markdown/highlight/use-highlight";
import { ScrollRegion } from "@/components/chat/markdown/scroll-region";
import { filesText } from "@/lib/text/files";
import { cn } from "@/lib/utils";

const { lines: text } = filesText;

/** A text as it stands in its file, with the numbers of its lines; code is coloured, and the lines of a passage are marked. */
export function FileLines({
  name,
  lines,
  first,
  total,
  code,
  marked,
}: {
  name: string;
  lines: string[];
  /** Number of the first line. */
  first: number;
  total: number;
  /** Of a program, else null: prose wraps, code scrolls. */
  code: string | null;
  /** The lines that a link asked for, and the id that its fragment names. */
  marked: { id: string; from: number; to: number } | null;
}) {
  const body = useRef<HTMLElement>(null);
  const holder = useCallback(() => body.current, []);
  const [wrapped, setWrapped] = useState(code === null);
  const whole = lines.join("\n");
  const tokens = useHighlight(whole, code, true, holder);
  return (
    <figure className="overflow-hidden rounded-lg border border-line bg-surface shadow-card">
      <figcaption className="flex h-9 items-center justify-between border-line border-b bg-sunken pr-1 pl-4 text-fg-subtle text-xs tabular-nums touch:h-11">
        <span>{text.span(first, first + lines.length - 1, total)}</span>
        <span className="flex">
          <BlockButton
            label={text.wrap}
            icon={WrapText}
            pressed={wrapped}
            onClick={() => setWrapped(!wrapped)}
          />
          <CopyButton text={() => whole} label={text.copy} />
        </span>
      </figcaption>
      <ScrollRegion label={text.label(name)}>
        <pre
          dir="ltr"
          className={cn("py-2 font-mono text-sm", wrapped ? "[overflow-wrap:anywhere]" : "w-max min-w-full")}
        >
          <code ref={body}>
            {lines.map((line, index) => {
              const number = first + index;
              const isMarked = marked !== null && number >= marked.from && number <= marked.to;
              return (
                <span
                  key={number}
                  id={number === marked?.from ? marked.id : undefined}
                  data-line={number}
                  data-marked={isMarked || undefined}
                  aria-current={number === marked?.from ? "true" : undefined}
                  className="file-line"
                >
                  <span
                    dir={code === null ? "auto" : undefined}
                    className={wrapped ? "whitespace-pre-wrap" : "whitespace-pre"}
                  >
                    {/* An empty line is copied as one. */}
                    {line === ""
                      ? "\n"
                      : (tokens?.[index]?.map(([part, kind], at) => (
                          // biome-ignore lint/suspicious/noArrayIndexKey: the words of a finished line never move
                          <span key={at} className={kind ? `code-${kind}` : undefined}>
                            {part}
                          </span>
                        )) ?? line)}
                  </span>
                </span>
              );
            })}
          </code>
        </pre>
      </ScrollRegion>
    </figure>
  );
}
