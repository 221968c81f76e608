"use client";

import { Code, Workflow } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { useDark } from "@/lib/client/use-theme";
import { blockText } from "@/lib/text/blocks";
import { CopyButton } from "../../copy-button";
import { CodeBlock } from "../code-block";
import { ScrollRegion } from "../scroll-region";
import { drawDiagram } from "./draw";

type Drawn = { code: string; svg: string | null };

/** A complete Mermaid listing as the diagram it describes; what can't be drawn stays the listing. */
export default function Diagram({ code }: { code: string }) {
  const dark = useDark();
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [asCode, setAsCode] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides what the colours are
  useEffect(() => {
    let left = false;
    void drawDiagram(code, themeColours()).then((svg) => {
      if (!left) setDrawn({ code, svg });
    });
    return () => {
      left = true;
    };
  }, [code, dark]);

  const svg = drawn?.code === code ? drawn.svg : null;
  if (!svg) {
    return (
      <div data-late={drawn?.code === code ? undefined : ""}>
        <CodeBlock code={code} lang="mermaid" growing={false} />
        {drawn?.code === code ? (
          <p className="-mt-2 mb-4 text-fg-muted text-sm">{blockText.diagram.failed}</p>
        ) : null}
      </div>
    );
  }
  const Icon = asCode ? Workflow : Code;
  const [width, height] = sizeOf(svg);
  return (
    <figure
      className="my-4 overflow-hidden rounded-lg border border-line bg-sunken first:mt-0 last:mb-0"
      dir="ltr"
    >
      <figcaption className="flex h-9 items-center gap-1 border-line border-b pr-1 pl-4 text-fg-subtle text-xs touch:h-11">
        <span className="mr-auto">{blockText.diagram.title}</span>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={blockText.diagram.asText}
          data-tip={blockText.diagram.asText}
          aria-pressed={asCode}
          onClick={() => setAsCode(!asCode)}
        >
          <Icon className="size-4" aria-hidden="true" />
        </Button>
        <CopyButton text={() => code} label={blockText.diagram.copy} />
      </figcaption>
      <ScrollRegion label={blockText.diagram.title}>
        {asCode ? (
          <pre className="w-max min-w-full px-4 py-3 font-mono text-sm">
            <code>{code}</code>
          </pre>
        ) : (
          // biome-ignore lint/performance/noImgElement: a picture made here, in a data address
          <img
            src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`}
            alt={blockText.diagram.summary(summary(code))}
            width={width}
            height={height}
            // Wider ones shrink as far as their words can still be read, then scroll.
            style={{ minWidth: Math.min(width, READABLE) }}
            className="mx-auto block h-auto max-w-full"
          />
        )}
      </ScrollRegion>
    </figure>
  );
}

/** Pixels. */
const READABLE = 480;

const summary = (code: string) => (code.length > 400 ? `${code.slice(0, 400)}…` : code).replace(/\s+/g, " ");

function sizeOf(svg: string): [number, number] {
  const match = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg);
  return [Math.round(Number(match?.[1] ?? 600)), Math.round(Number(match?.[2] ?? 400))];
}

/** The page's own colours as they are now; paper is white in either theme. */
function themeColours(): Record<string, string> {
  const style = getComputedStyle(document.querySelector(".paper") ?? document.documentElement);
  const of = (token: string) => style.getPropertyValue(`--${token}`).trim();
  return {
    bg: of("sunken"),
    fg: of("fg"),
    muted: of("fg-muted"),
    line: of("line-strong"),
    border: of("line-strong"),
    accent: of("accent-text"),
    surface: of("surface"),
  };
}
