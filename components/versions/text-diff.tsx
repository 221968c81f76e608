"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { FoldButton } from "@/components/ui/fold-button";
import { Skeleton } from "@/components/ui/skeleton";
import { versionsText } from "@/lib/text/versions";
import { cn } from "@/lib/utils";
import { compareTexts, type Piece, replaced, shortened } from "./text-pieces";

const LONG = 1_500;

/** What changed in a text: added words underlined, removed ones struck through, read out as insertion and deletion. */
export function TextDiff({ before, after }: { before: string; after: string }) {
  const [pieces, setPieces] = useState<Piece[] | null>(null);
  const [whole, setWhole] = useState(false);
  useEffect(() => {
    let gone = false;
    compareTexts(before, after)
      .catch(() => replaced(before, after))
      .then((found) => {
        if (!gone) setPieces(found);
      });
    return () => {
      gone = true;
    };
  }, [before, after]);
  if (!pieces) return <Skeleton className="h-16 w-full" />;
  const stretches = whole ? pieces : shortened(pieces);
  const cut = stretches.some((stretch) => "hidden" in stretch);
  return (
    <>
      <p className="whitespace-pre-wrap break-words" dir="auto">
        {stretches.map((stretch, index) => {
          const key = `${index}`;
          if ("hidden" in stretch) {
            return (
              <span
                key={key}
                className="my-2 block border-line border-y border-dashed py-1 text-fg-subtle text-xs"
              >
                {versionsText.diff.hidden(stretch.hidden)}
              </span>
            );
          }
          return <Marked key={key} kind={stretch.kind} text={stretch.text} />;
        })}
      </p>
      {cut || whole ? (
        <Button variant="ghost" size="sm" className="mt-1 -ml-2.5" onClick={() => setWhole(!whole)}>
          {whole ? versionsText.diff.changesOnly : versionsText.diff.all}
        </Button>
      ) : null}
    </>
  );
}

/** A whole text that came or went. */
export function WholeText({ kind, text }: { kind: "added" | "removed"; text: string }) {
  const [open, setOpen] = useState(false);
  const long = text.length > LONG;
  return (
    <>
      <p className={cn("whitespace-pre-wrap break-words", long && !open && "line-clamp-6")} dir="auto">
        <Marked kind={kind} text={text} />
      </p>
      {long ? <FoldButton open={open} onToggle={() => setOpen(!open)} /> : null}
    </>
  );
}

export function Marked({ kind, text }: Piece) {
  if (kind === "same") return text;
  if (kind === "added") {
    return (
      <ins className="rounded-sm bg-success-soft text-success-text underline underline-offset-4 [del+&]:ms-1">
        {text}
      </ins>
    );
  }
  return <del className="rounded-sm bg-danger-soft text-danger-text line-through">{text}</del>;
}
