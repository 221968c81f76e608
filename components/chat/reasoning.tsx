"use client";

import { ChevronRight } from "lucide-react";
import { GrowingText } from "./markdown/growing-text";

/** What the model thought before it answered; folded, and one click away. */
export function Reasoning({ text, running }: { text: string; running: boolean }) {
  if (text === "") return null;
  return (
    <details className="group/reasoning my-3 first:mt-0">
      <summary className="flex min-h-8 w-fit list-none items-center gap-1.5 rounded-md pr-2 text-fg-muted text-sm transition-colors hover:text-fg touch:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          className="size-4 transition-transform group-open/reasoning:rotate-90 rtl:rotate-180"
          aria-hidden="true"
        />
        <span className={running ? "animate-breathe" : ""}>{running ? "Thinking…" : "Thoughts"}</span>
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
