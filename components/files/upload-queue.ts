"use client";

import { messageOf } from "@/lib/client/api";
import { publish } from "@/lib/client/live";
import { isRefusal, uploadFile } from "@/lib/client/upload";

export type Upload = {
  id: number;
  projectId: string;
  file: File;
  state: "waiting" | "sending" | "failed" | "refused";
  /** 0 to 1. */
  progress: number;
  problem?: string;
};

const AT_ONCE = 2;
const NONE: readonly Upload[] = [];

/** Uploads of this page load. They go on while the person moves through the application. */
let uploads: readonly Upload[] = NONE;
let nextId = 1;
const running = new Map<number, AbortController>();
/** When a project last got a file from here (epoch ms): a page drawn before that may lack it. */
const arrivals = new Map<string, number>();
const listeners = new Set<() => void>();

function set(next: readonly Upload[]): void {
  uploads = next;
  for (const listener of listeners) listener();
}
function patch(id: number, change: Partial<Upload>): void {
  set(uploads.map((upload) => (upload.id === id ? { ...upload, ...change } : upload)));
}

function onUnload(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

async function send({ id, projectId, file }: Upload): Promise<void> {
  const controller = new AbortController();
  running.set(id, controller);
  patch(id, { state: "sending", progress: 0 });
  try {
    const stored = await uploadFile(projectId, file, {
      signal: controller.signal,
      onProgress: (progress) => patch(id, { progress }),
    });
    set(uploads.filter((upload) => upload.id !== id));
    arrivals.set(projectId, Date.now());
    publish({ type: "file", projectId, file: stored });
  } catch (error) {
    const state = isRefusal(error) ? "refused" : "failed";
    if (!controller.signal.aborted) patch(id, { state, problem: messageOf(error) });
  } finally {
    running.delete(id);
    pump();
  }
}

function pump(): void {
  for (const upload of uploads) {
    if (running.size >= AT_ONCE) break;
    if (upload.state === "waiting" && !running.has(upload.id)) void send(upload);
  }
  const busy = uploads.some(({ state }) => state === "waiting" || state === "sending");
  if (busy) window.addEventListener("beforeunload", onUnload);
  else window.removeEventListener("beforeunload", onUnload);
}

export const uploadQueue = {
  get: () => uploads,
  getServer: () => NONE,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
  lastArrival: (projectId: string): number => arrivals.get(projectId) ?? 0,
  /** `refuse` says why a file must not be sent; such a file is shown with the reason and never leaves the machine. */
  add(projectId: string, files: Iterable<File>, refuse: (file: File, before: number) => string | null): void {
    let accepted = uploads.filter((u) => u.projectId === projectId && u.state !== "refused").length;
    const added = [...files].map((file): Upload => {
      const problem = refuse(file, accepted);
      if (problem === null) accepted++;
      const base = { id: nextId++, projectId, file, progress: 0 };
      return problem === null ? { ...base, state: "waiting" } : { ...base, state: "refused", problem };
    });
    set([...added, ...uploads]);
    pump();
  },
  retry(id: number): void {
    patch(id, { state: "waiting", progress: 0 });
    pump();
  },
  /** Stops it when it is on its way, and takes it off the list. */
  dismiss(id: number): void {
    running.get(id)?.abort(new DOMException("Cancelled", "AbortError"));
    set(uploads.filter((upload) => upload.id !== id));
    pump();
  },
};
