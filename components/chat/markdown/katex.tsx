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

/** Characters; a longer one costs the page seconds and stays the TeX it is. */
const LONGEST = 10_000;

function set(tex: string, display: boolean): string | null {
  if (tex.length > LONGEST) return null;
  try {
    return katex.renderToString(tex, {
      displayMode: display,
      throwOnError: true,
      trust: false,
      maxExpand: 500,
      // In em: a larger \\rule or space would push the rest of the thread out of sight.
      maxSize: 20,
    });
  } catch {
    return null;
  }
}
