"use client";

import { ChevronRight } from "lucide-react";
import { useRef } from "react";
import { chatText } from "@/lib/text/chat";
import { GrowingText } from "./markdown/growing-text";

/** What the model thought before it answered; folded, and one click away. */
export function Reasoning({
  text,
  running,
  thinking,
}: {
  text: string;
  running: boolean;
  /** How long it thought (ms), as the server says once the reply is whole. */
  thinking: number | undefined;
}) {
  const measured = useMeasured(running);
  if (text === "") return null;
  const took = measured ?? thinking;
  return (
    <details className="group/reasoning my-3 first:mt-0">
      <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 rounded-md pr-2 text-fg-muted text-sm transition-colors hover:text-fg touch:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          className="size-4 transition-transform group-open/reasoning:rotate-90 rtl:rotate-180"
          aria-hidden="true"
        />
        <span className={running ? "animate-breathe" : ""}>
          {running ? chatText.thinking : took === undefined ? chatText.thoughts : chatText.thoughtFor(took)}
        </span>
      </summary>
      <div
        dir="auto"
        className="mt-1 ml-2 whitespace-pre-wrap break-words border-line border-s-2 ps-4 text-fg-muted text-sm"
      >
        <GrowingText value={text} />
      </div>
    </details>
  );
}

/** Between the first thought and the first word, for somebody who saw both here: the server tells only at the end. */
function useMeasured(running: boolean): number | undefined {
  const begun = useRef<number | null>(null);
  const took = useRef<number>(undefined);
  if (running) begun.current ??= performance.now();
  else if (begun.current !== null) took.current ??= performance.now() - begun.current;
  return took.current;
}
