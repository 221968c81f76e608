"use client";

import { useEffect, useRef, useState } from "react";
import { Spinner } from "@/components/ui/spinner";
import { filesText } from "@/lib/text/files";
import type { Mark } from "./pdf-place";
import type { PdfReader } from "./pdf-reader";

const { pdf: text } = filesText;

/** The shape of A4 until the page's own is known. */
const A4 = 210 / 297;

/** One page as a picture, the words of a passage marked on it and brought into sight. */
export function PdfPage({
  reader,
  page,
  name,
  passage,
  onMarked,
  onFailure,
}: {
  reader: PdfReader | null;
  page: number;
  name: string;
  passage: string | null;
  /** Whether the passage was found on the page. */
  onMarked: (found: boolean) => void;
  onFailure: (error: unknown) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [shown, setShown] = useState<{ page: number; ratio: number; marks: Mark[] } | null>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!reader || !element) return;
    let left = false;
    const width = element.clientWidth * Math.min(2, window.devicePixelRatio);
    reader.draw(page, width, passage).then(
      ({ bitmap, marks }) => {
        if (left) return bitmap.close();
        element.width = bitmap.width;
        element.height = bitmap.height;
        setShown({ page, ratio: bitmap.width / bitmap.height, marks });
        element.getContext("bitmaprenderer")?.transferFromImageBitmap(bitmap);
        if (passage) onMarked(marks.length > 0);
      },
      (error) => {
        if (!left) onFailure(error);
      },
    );
    return () => {
      left = true;
    };
  }, [reader, page, passage, onMarked, onFailure]);
  const waiting = shown?.page !== page;
  return (
    <div className="relative overflow-hidden rounded-lg border border-line bg-sunken shadow-card">
      <canvas
        ref={canvas}
        role="img"
        aria-label={text.pageOf(page, name)}
        data-drawn={waiting ? undefined : page}
        className="block w-full"
        style={{ aspectRatio: shown?.ratio ?? A4 }}
      />
      {waiting ? (
        <span className="absolute inset-0 grid animate-late place-items-center">
          <Spinner label={text.drawing} className="text-fg-subtle" />
        </span>
      ) : (
        shown.marks.map(({ x, y, width, height }, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: the marks of a drawn page never move
            key={`${page}-${index}`}
            ref={index === 0 ? intoSight : undefined}
            data-mark=""
            aria-hidden="true"
            className="pdf-mark"
            style={{ left: share(x), top: share(y), width: share(width), height: share(height) }}
          />
        ))
      )}
    </div>
  );
}

const share = (part: number) => `${part * 100}%`;
const intoSight = (mark: HTMLElement | null) => mark?.scrollIntoView({ block: "center" });
