"use client";

import { ImageIcon } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { blockText } from "@/lib/text/blocks";
import { imageSource } from "./links";

/** An image of a message. One from a foreign server is fetched when the person asks for it. */
export function MessageImage({ url, alt }: { url: string; alt: string }) {
  const source = imageSource(url);
  const [state, setState] = useState<"wait" | "show" | "broken">(source?.kind === "shown" ? "show" : "wait");
  if (!source) return <span className="text-fg-muted">{alt || blockText.image.image}</span>;
  if (state === "wait") {
    return (
      <>
        <Button className="my-2 max-w-full" onClick={() => setState("show")}>
          <ImageIcon className="size-4" aria-hidden="true" />
          <span className="truncate">{blockText.image.show(alt, source.host)}</span>
        </Button>
        <span className="hidden text-fg-muted print:inline">
          {blockText.image.notShown(alt, source.host)}
        </span>
      </>
    );
  }
  if (state === "broken") {
    return <span className="text-fg-muted">{blockText.image.broken(alt)}</span>;
  }
  return (
    // biome-ignore lint/performance/noImgElement: any size from any address; there is nothing to optimise ahead
    <img
      src={source.url}
      alt={alt}
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
      className="my-2 max-h-96 max-w-full rounded-lg border border-line object-contain"
      onError={() => setState("broken")}
    />
  );
}
