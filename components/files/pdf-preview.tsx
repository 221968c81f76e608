"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { messageOf } from "@/lib/client/api";
import { filesText } from "@/lib/text/files";
import { PdfPage } from "./pdf-page";
import { PdfError, PdfReader } from "./pdf-reader";

const { pdf: text } = filesText;

/** A passage of the PDF, on the pages from `page` to `endPage`. */
export type PdfPassage = { text: string; page: number; endPage: number };

/** Pages of a PDF as pictures, one at a time; their text stands beside them in the other tab. */
export default function PdfPreview({
  url,
  name,
  passage,
}: {
  url: string;
  name: string;
  /** Opened at its page and marked there. */
  passage: PdfPassage | null;
}) {
  const [reader, setReader] = useState<PdfReader | null>(null);
  const [page, setPage] = useState(passage?.page ?? 1);
  const [found, setFound] = useState<{ page: number; there: boolean } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const fail = useCallback(
    (error: unknown) => setFailure(error instanceof PdfError ? error.message : messageOf(error)),
    [],
  );

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
        if (!leaving.signal.aborted) fail(error);
      });
    return () => {
      leaving.abort();
      opened?.close();
    };
  }, [url, fail]);

  const within = passage !== null && page >= passage.page && page <= passage.endPage;
  const onMarked = useCallback((there: boolean) => setFound({ page, there }), [page]);
  if (failure) return <Callout tone="warning">{failure}</Callout>;
  const pages = reader?.pages ?? 0;
  const go = (by: number) => setPage((now) => Math.max(1, Math.min(pages, now + by)));
  return (
    <section aria-label={text.pages} className="flex flex-col gap-3">
      <div className="flex items-center justify-center gap-2">
        <Button size="icon" aria-label={text.before} disabled={page <= 1} onClick={() => go(-1)}>
          <ChevronLeft className="size-4" aria-hidden="true" />
        </Button>
        <p className="min-w-32 text-center text-fg-muted tabular-nums" aria-live="polite">
          {reader ? text.page(page, pages) : text.opening}
        </p>
        <Button size="icon" aria-label={text.next} disabled={page >= pages} onClick={() => go(1)}>
          <ChevronRight className="size-4" aria-hidden="true" />
        </Button>
      </div>
      {passage && reader ? (
        <p
          role="status"
          className="flex min-h-8 items-center justify-center gap-2 text-center text-fg-muted text-sm"
        >
          {within ? (
            found?.page === page ? (
              found.there ? (
                text.marked
              ) : (
                text.unmarked
              )
            ) : null
          ) : (
            <>
              {text.elsewhere(passage.page)}
              <Button variant="ghost" size="sm" onClick={() => setPage(passage.page)}>
                {text.back}
              </Button>
            </>
          )}
        </p>
      ) : null}
      <PdfPage
        reader={reader}
        page={page}
        name={name}
        passage={within ? passage.text : null}
        onMarked={onMarked}
        onFailure={fail}
      />
    </section>
  );
}
