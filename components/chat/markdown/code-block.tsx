"use client";

import { Maximize2, WrapText } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { deferred } from "@/components/ui/deferred";
import { blockText } from "@/lib/text/blocks";
import { CopyButton } from "../copy-button";
import { BlockButton } from "./block-button";
import { GrowingText } from "./growing-text";
import { useHighlight } from "./highlight/use-highlight";
import { ScrollRegion } from "./scroll-region";

const Expanded = deferred(() => import("./expanded"));

/** A listing: scrolls inside itself, coloured once it is complete. */
export function CodeBlock({ code, lang, growing }: { code: string; lang: string | null; growing: boolean }) {
  const body = useRef<HTMLElement>(null);
  const [wrapped, setWrapped] = useState(false);
  const [open, setOpen] = useState(false);
  const holder = useCallback(() => body.current, []);
  const lines = useHighlight(code, lang, !growing, holder);
  return (
    <figure
      className="my-4 overflow-hidden rounded-lg border border-line bg-sunken first:mt-0 last:mb-0"
      dir="ltr"
    >
      <figcaption className="flex h-9 items-center justify-between border-line border-b pr-1 pl-4 text-fg-subtle text-xs touch:h-11">
        <span>{lang ?? "text"}</span>
        <span className="flex">
          {growing ? null : (
            <>
              <BlockButton
                label={blockText.wrap}
                icon={WrapText}
                pressed={wrapped}
                onClick={() => setWrapped(!wrapped)}
              />
              <BlockButton label={blockText.expand} icon={Maximize2} onClick={() => setOpen(true)} />
            </>
          )}
          <CopyButton text={() => code} label={blockText.copyCode} />
        </span>
      </figcaption>
      <ScrollRegion label={blockText.code(lang ?? "text")} className="scroll-fade">
        <pre
          className={
            wrapped
              ? "whitespace-pre-wrap px-4 py-3 font-mono text-sm [overflow-wrap:anywhere]"
              : "w-max min-w-full px-4 py-3 font-mono text-sm"
          }
        >
          <code ref={body}>
            {lines ? (
              lines.map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of a finished listing never move
                <span key={index}>
                  {line.map(([text, kind], at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: as above
                    <span key={at} className={kind ? `code-${kind}` : undefined}>
                      {text}
                    </span>
                  ))}
                  {index < lines.length - 1 ? "\n" : null}
                </span>
              ))
            ) : (
              <GrowingText value={code} />
            )}
          </code>
        </pre>
      </ScrollRegion>
      {open ? (
        <Expanded title={blockText.code(lang ?? "text")} onClose={() => setOpen(false)}>
          <pre className="w-max min-w-full px-4 py-3 font-mono text-sm" dir="ltr">
            <code>{code}</code>
          </pre>
        </Expanded>
      ) : null}
    </figure>
  );
}
