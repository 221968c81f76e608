"use client";

import { FileJson, Upload } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { carriesFiles, droppedFiles } from "@/components/files/dropped-files";
import { Button } from "@/components/ui/button";
import { deferred } from "@/components/ui/deferred";
import { toast } from "@/components/ui/toast";
import { projectsText } from "@/lib/text/projects";

const { import: text } = projectsText;

const ImportDialog = deferred(() => import("./import-project-dialog"));

/** Takes an exported project: chosen with the button, or dropped anywhere on the page. */
export function ImportProject() {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const over = useDroppedFile(setFile);
  return (
    <>
      <Button onClick={() => input.current?.click()}>
        <Upload className="size-4" aria-hidden="true" />
        {text.button}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label={text.file}
        hidden
        onChange={(event) => {
          setFile(event.target.files?.[0] ?? null);
          // The same file can be chosen again after it was mended.
          event.target.value = "";
        }}
      />
      {file ? (
        <ImportDialog file={file} onClose={() => setFile(null)} onChoose={() => input.current?.click()} />
      ) : null}
      {over ? (
        <div className="pointer-events-none fixed inset-0 z-overlay grid animate-fade-in place-items-center bg-overlay p-6">
          <div className="flex flex-col items-center gap-3 rounded-xl bg-raised px-10 py-8 shadow-dialog">
            <FileJson className="size-6 text-accent-text" aria-hidden="true" />
            <p className="font-medium text-base">{text.drop}</p>
          </div>
        </div>
      ) : null}
    </>
  );
}

/** @returns whether files are being dragged over the window. */
function useDroppedFile(take: (file: File) => void): boolean {
  const [over, setOver] = useState(false);
  // Entering a child fires before leaving its parent: the count tells when the pointer has left the window.
  const depth = useRef(0);
  useEffect(() => {
    const move = (step: number) => (event: DragEvent) => {
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      depth.current = Math.max(0, depth.current + step);
      setOver(depth.current > 0);
    };
    function drop(event: DragEvent): void {
      depth.current = 0;
      setOver(false);
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      const { files, folders } = droppedFiles(event.dataTransfer);
      const [file] = files;
      if (folders > 0 || files.length > 1) toast.error(text.oneAtATime);
      else if (file) take(file);
    }
    const handlers = { dragenter: move(1), dragover: move(0), dragleave: move(-1), drop };
    for (const [name, handler] of Object.entries(handlers)) {
      window.addEventListener(name, handler as EventListener);
    }
    return () => {
      for (const [name, handler] of Object.entries(handlers)) {
        window.removeEventListener(name, handler as EventListener);
      }
    };
  }, [take]);
  return over;
}
