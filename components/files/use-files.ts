"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { api } from "@/lib/client/api";
import { subscribe } from "@/lib/client/live";
import type { ProjectFile } from "@/lib/schemas";
import { uploadQueue } from "./upload-queue";

/** A working file is asked after now and then, in case the news of it was missed. */
const POLL_MS = 3_000;
/** A file that is not being read after so long is one that nothing reads. */
const QUEUED_MS = 60_000;
/** An upload may have ended while its page was on the way. */
const JUST_NOW_MS = 30_000;

/** Whether more news of a file is to come. */
export function isWorking({ status, uploadedAt }: ProjectFile): boolean {
  if (status === "uploaded") return Date.now() - Date.parse(uploadedAt) < QUEUED_MS;
  return status === "reading" || status === "indexing";
}

async function readFiles(projectId: string): Promise<ProjectFile[] | null> {
  const page = await api<{ files: ProjectFile[] }>(`/api/projects/${projectId}/files?limit=100`).catch(
    () => null,
  );
  return page?.files ?? null;
}

export function useFiles(projectId: string, initial: ProjectFile[]) {
  const [files, setFiles] = useState(initial);
  const all = useSyncExternalStore(uploadQueue.subscribe, uploadQueue.get, uploadQueue.getServer);
  const working = files.some(isWorking);

  useEffect(
    () =>
      subscribe((event) => {
        if (event.type === "file" && event.projectId === projectId && event.file.chatId === null) {
          setFiles((now) => {
            const known = now.some(({ id }) => id === event.file.id);
            return known
              ? now.map((file) => (file.id === event.file.id ? event.file : file))
              : [event.file, ...now];
          });
        } else if (event.type === "file-removed" && event.projectId === projectId) {
          setFiles((now) => now.filter(({ id }) => id !== event.fileId));
        } else if (event.type === "reset") {
          void readFiles(projectId).then((found) => found && setFiles(found));
        }
      }),
    [projectId],
  );

  useEffect(() => {
    let left = false;
    const refresh = async () => {
      const found = await readFiles(projectId);
      if (found && !left) setFiles(found);
    };
    if (Date.now() - uploadQueue.lastArrival(projectId) < JUST_NOW_MS) void refresh();
    const timer = working ? setInterval(refresh, POLL_MS) : undefined;
    return () => {
      left = true;
      clearInterval(timer);
    };
  }, [projectId, working]);

  return { files, uploads: all.filter((upload) => upload.projectId === projectId) };
}
