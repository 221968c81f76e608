"use client";

import { Upload } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { toast } from "@/components/ui/toast";
import { carriesFiles, droppedFiles } from "./dropped-files";
import { type FileRules, refusal } from "./file-kinds";
import { uploadQueue } from "./upload-queue";

/** Files can be dropped anywhere on a project's pages; the chat has its own use for them. */
export function DropAnywhere({
  projectId,
  rules,
  fileCount,
}: {
  projectId: string;
  rules: FileRules;
  fileCount: number;
}) {
  const router = useRouter();
  const filesPage = `/projects/${projectId}/files`;
  const pathname = usePathname();
  const active = [filesPage, `/projects/${projectId}/prompts`, `/projects/${projectId}/settings`].includes(
    pathname,
  );
  const [over, setOver] = useState(false);
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
      if (folders > 0) toast.error("Folders can't be added. Drop the files inside them.");
      if (files.length === 0) return;
      uploadQueue.add(projectId, files, (file, before) => refusal(file, rules, fileCount + before));
      if (pathname !== filesPage) router.push(filesPage);
    }
    const handlers = { dragenter: onEnter, dragover: onOver, dragleave: onLeave, drop: onDrop };
    for (const [name, handler] of Object.entries(handlers)) {
      window.addEventListener(name, handler as EventListener);
    }
    return () => {
      for (const [name, handler] of Object.entries(handlers)) {
        window.removeEventListener(name, handler as EventListener);
      }
    };
  }, [active, projectId, rules, fileCount, router, pathname, filesPage]);

  if (!over) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-overlay grid animate-fade-in place-items-center bg-overlay p-6">
      <div className="flex flex-col items-center gap-3 rounded-xl bg-raised px-10 py-8 shadow-dialog">
        <Upload className="size-6 text-accent-text" aria-hidden="true" />
        <p className="font-medium text-base">Drop to add to this project</p>
      </div>
    </div>
  );
}
