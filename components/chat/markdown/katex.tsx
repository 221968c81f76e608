"use client";

import katex from "katex";
import "katex/dist/katex.min.css";
import { useMemo } from "react";

/** What cannot be set stays the TeX it is. */
export default function Katex({ tex, display }: { tex: string; display: boolean }) {
  const html = useMemo(() => set(tex, display), [tex, display]);
  if (html === null) return <code className="font-mono text-sm">{tex}</code>;
  // biome-ignore lint/security/noDangerouslySetInnerHtml: KaTeX escapes its input and `trust` keeps links and HTML out
  return <span dir="ltr" dangerouslySetInnerHTML={{ __html: html }} />;
}

function set(tex: string, display: boolean): string | null {
  try {
    return katex.renderToString(tex, {
      displayMode: display,
      throwOnError: true,
      trust: false,
      maxExpand: 500,
    });
  } catch {
    return null;
  }
}
