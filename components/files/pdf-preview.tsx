"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Spinner } from "@/components/ui/spinner";
import { messageOf } from "@/lib/client/api";
import { PdfError, PdfReader } from "./pdf-reader";

/** Pages of a PDF as pictures, one at a time; their text stands beside them in the other tab. */
export default function PdfPreview({ url, name, first }: { url: string; name: string; first: number }) {
  const [reader, setReader] = useState<PdfReader | null>(null);
  const [page, setPage] = useState(first);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(() => {
    const leaving = new AbortController();
    let opened: PdfReader | null = null;
    PdfReader.open(url, leaving.signal)
      .then((made) => {
        if (leaving.signal.aborted) return made.close();
        opened = made;
        setPage((now) => Math.min(now, made.pages));
        setReader(made);
      })
      .catch((error) => {
        if (!leaving.signal.aborted) setFailure(sentence(error));
      });
    return () => {
      leaving.abort();
      opened?.close();
    };
  }, [url]);

  if (failure) return <Callout tone="warning">{failure}</Callout>;
  const pages = reader?.pages ?? 0;
  const go = (by: number) => setPage((now) => Math.max(1, Math.min(pages, now + by)));
  return (
    <section aria-label="Pages" className="flex flex-col gap-3">
      <div className="flex items-center justify-center gap-2">
        <Button size="icon" aria-label="Page before" disabled={page <= 1} onClick={() => go(-1)}>
          <ChevronLeft className="size-4" aria-hidden="true" />
        </Button>
        <p className="min-w-32 text-center text-fg-muted tabular-nums" aria-live="polite">
          {reader ? `Page ${page} of ${pages}` : "Opening…"}
        </p>
        <Button size="icon" aria-label="Next page" disabled={page >= pages} onClick={() => go(1)}>
          <ChevronRight className="size-4" aria-hidden="true" />
        </Button>
      </div>
      <PdfPage reader={reader} page={page} name={name} onFailure={setFailure} />
    </section>
  );
}

const sentence = (error: unknown) => (error instanceof PdfError ? error.message : messageOf(error));

/** The shape of A4 until the page's own is known. */
const A4 = 210 / 297;

function PdfPage({
  reader,
  page,
  name,
  onFailure,
}: {
  reader: PdfReader | null;
  page: number;
  name: string;
  onFailure: (sentence: string) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [shown, setShown] = useState<{ page: number; ratio: number } | null>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!reader || !element) return;
    let left = false;
    const width = element.clientWidth * Math.min(2, window.devicePixelRatio);
    reader.draw(page, width).then(
      (bitmap) => {
        if (left) return bitmap.close();
        element.width = bitmap.width;
        element.height = bitmap.height;
        setShown({ page, ratio: bitmap.width / bitmap.height });
        element.getContext("bitmaprenderer")?.transferFromImageBitmap(bitmap);
      },
      (error) => {
        if (!left) onFailure(sentence(error));
      },
    );
    return () => {
      left = true;
    };
  }, [reader, page, onFailure]);
  const waiting = shown?.page !== page;
  return (
    <div className="relative overflow-hidden rounded-lg border border-line bg-sunken shadow-card">
      <canvas
        ref={canvas}
        role="img"
        aria-label={`Page ${page} of ${name}`}
        data-drawn={waiting ? undefined : page}
        className="block w-full"
        style={{ aspectRatio: shown?.ratio ?? A4 }}
      />
      {waiting ? (
        <span className="absolute inset-0 grid animate-late place-items-center">
          <Spinner label="Drawing the page" className="text-fg-subtle" />
        </span>
      ) : null}
    </div>
  );
}
