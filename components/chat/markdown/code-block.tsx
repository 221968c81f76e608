"use client";

import { useCallback, useRef } from "react";
import { CopyButton } from "../copy-button";
import { GrowingText } from "./growing-text";
import { useHighlight } from "./highlight/use-highlight";
import { ScrollRegion } from "./scroll-region";

/** A listing: scrolls inside itself, coloured once it is complete. */
export function CodeBlock({ code, lang, growing }: { code: string; lang: string | null; growing: boolean }) {
  const body = useRef<HTMLElement>(null);
  const holder = useCallback(() => body.current, []);
  const lines = useHighlight(code, lang, !growing, holder);
  return (
    <figure
      className="my-4 overflow-hidden rounded-lg border border-line bg-sunken first:mt-0 last:mb-0"
      dir="ltr"
    >
      <figcaption className="flex h-9 items-center justify-between border-line border-b pr-1 pl-4 text-fg-subtle text-xs touch:h-11">
        <span>{lang ?? "text"}</span>
        <CopyButton text={() => code} label="Copy code" />
      </figcaption>
      <ScrollRegion label={`Code, ${lang ?? "text"}`}>
        <pre className="w-max min-w-full px-4 py-3 font-mono text-sm">
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
    </figure>
  );
}
