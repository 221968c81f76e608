"use client";

import { useEffect, useRef, useState } from "react";
import { carriesFiles, droppedFiles } from "./dropped-files";

/**
 * Takes files that are dropped anywhere in the window while `active`. @returns whether files hang over it.
 * Text and links that are dragged stay what they are.
 */
export function useFileDrop(active: boolean, onFiles: (files: File[], folders: number) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onFiles);
  latest.current = onFiles;
  // Entering a child fires before leaving its parent: the count tells when the pointer has left the window.
  const depth = useRef(0);

  useEffect(() => {
    if (!active) return;
    function onEnter(event: DragEvent): void {
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      depth.current++;
      setOver(true);
    }
    function onOver(event: DragEvent): void {
      if (carriesFiles(event.dataTransfer)) event.preventDefault();
    }
    function onLeave(event: DragEvent): void {
      if (!carriesFiles(event.dataTransfer)) return;
      depth.current = Math.max(0, depth.current - 1);
      if (depth.current === 0) setOver(false);
    }
    function onDrop(event: DragEvent): void {
      depth.current = 0;
      setOver(false);
      if (!carriesFiles(event.dataTransfer)) return;
      event.preventDefault();
      const { files, folders } = droppedFiles(event.dataTransfer);
      latest.current(files, folders);
    }
    const handlers = { dragenter: onEnter, dragover: onOver, dragleave: onLeave, drop: onDrop };
    for (const [name, handler] of Object.entries(handlers)) {
      window.addEventListener(name, handler as EventListener);
    }
    return () => {
      depth.current = 0;
      setOver(false);
      for (const [name, handler] of Object.entries(handlers)) {
        window.removeEventListener(name, handler as EventListener);
      }
    };
  }, [active]);
  return over;
}
