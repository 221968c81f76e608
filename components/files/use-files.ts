"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { api } from "@/lib/client/api";
import { subscribe } from "@/lib/client/live";
import type { ProjectFile } from "@/lib/schemas";
import { uploadQueue } from "./upload-queue";

/** A working file is asked after now and then, in case the news of it was missed. */
const POLL_MS = 3_000;

const isWorking = ({ status }: ProjectFile) => status === "reading" || status === "indexing";

export function useFiles(projectId: string, initial: ProjectFile[]) {
  const [files, setFiles] = useState(initial);
  const all = useSyncExternalStore(uploadQueue.subscribe, uploadQueue.get, uploadQueue.getServer);
  const working = files.some(isWorking);

  useEffect(
    () =>
      subscribe((event) => {
        if (event.type === "file" && event.projectId === projectId) {
          setFiles((now) => {
            const known = now.some(({ id }) => id === event.file.id);
            return known
              ? now.map((file) => (file.id === event.file.id ? event.file : file))
              : [event.file, ...now];
          });
        } else if (event.type === "file-removed" && event.projectId === projectId) {
          setFiles((now) => now.filter(({ id }) => id !== event.fileId));
        }
      }),
    [projectId],
  );

  useEffect(() => {
    if (!working) return;
    const timer = setInterval(async () => {
      const page = await api<{ files: ProjectFile[] }>(`/api/projects/${projectId}/files?limit=100`).catch(
        () => null,
      );
      if (page) setFiles(page.files);
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [projectId, working]);

  return { files, uploads: all.filter((upload) => upload.projectId === projectId) };
}
