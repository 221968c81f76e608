"use client";

import { Upload } from "lucide-react";
import { useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { formatBytes } from "@/components/ui/format";
import { toast } from "@/components/ui/toast";
import { filesText as text } from "@/lib/text/files";

/** A visible place for files: a button to choose them, a paste target, and part of the page that takes drops. */
export function DropZone({
  maxBytes,
  readable,
  onFiles,
}: {
  maxBytes: number;
  readable: string;
  onFiles: (files: File[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const latest = useRef(onFiles);
  latest.current = onFiles;

  useEffect(() => {
    function onPaste(event: ClipboardEvent): void {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      latest.current(files);
      toast.info(text.pasted(files.length));
    }
    window.addEventListener("paste", onPaste);
    return () => window.removeEventListener("paste", onPaste);
  }, []);

  return (
    <div className="flex flex-col items-center gap-3 rounded-lg border border-line-strong border-dashed px-5 py-5 text-center sm:py-8">
      <Upload className="size-5 text-fg-subtle max-sm:hidden" aria-hidden="true" />
      <div className="flex flex-col gap-1">
        <p className="font-medium">
          <span className="touch:hidden">{text.drop}</span>
          <span className="hidden touch:inline">{text.add}</span>
        </p>
        <p id="file-rules" className="max-w-prose text-fg-muted">
          {text.rules(readable, formatBytes(maxBytes))}
        </p>
      </div>
      <Button variant="primary" aria-describedby="file-rules" onClick={() => input.current?.click()}>
        {text.choose}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-label={text.chosen}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file can be chosen again.
          event.target.value = "";
        }}
      />
    </div>
  );
}
