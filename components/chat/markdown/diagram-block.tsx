"use client";

import { lazy, Suspense } from "react";
import { CodeBlock } from "./code-block";

/** What draws is fetched with the first complete diagram. */
const Diagram = lazy(() => import("./diagram/diagram"));

/** A Mermaid listing: code while it grows, then a diagram. */
export function DiagramBlock({ code, growing }: { code: string; growing: boolean }) {
  const listing = <CodeBlock code={code} lang="mermaid" growing={growing} />;
  if (growing) return listing;
  return (
    <Suspense fallback={<div data-late="">{listing}</div>}>
      <Diagram code={code} />
    </Suspense>
  );
}
