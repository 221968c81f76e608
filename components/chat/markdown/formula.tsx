"use client";

import { lazy, Suspense } from "react";
import { blockText } from "@/lib/text/blocks";

/** The typesetter and its fonts are fetched with the first formula. */
const Katex = lazy(() => import("./katex"));

export function Formula({ tex, display }: { tex: string; display: boolean }) {
  const plain = (
    <code data-late="" className="font-mono text-fg-muted text-sm">
      {tex}
    </code>
  );
  const set = (
    <Suspense fallback={plain}>
      <Katex tex={tex} display={display} />
    </Suspense>
  );
  return display ? (
    // biome-ignore lint/a11y/useSemanticElements: a formula stands inside a paragraph, where no section may
    <span
      role="region"
      aria-label={blockText.formula.title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus a keyboard could not scroll it (WCAG 2.1.1)
      tabIndex={0}
      className="my-3 block overflow-x-auto overflow-y-hidden py-1 text-center"
    >
      {set}
    </span>
  ) : (
    set
  );
}
