"use client";

import { useEffect, useState } from "react";
import { toast } from "@/components/ui/toast";
import type { ProjectFile } from "@/lib/schemas";
import { evalsText } from "@/lib/text/evals";
import { isWorking } from "./use-files";

type Waiting = { old: ProjectFile; name: string; known: ReadonlySet<string> };

/**
 * A file takes the place of another: it is uploaded beside it, and once it has been read the old one may go. Then what would
 * break is known, for passages that both have break nothing.
 */
export function useReplacement(
  files: ProjectFile[],
  onReady: (old: ProjectFile, fresh: ProjectFile) => void,
): (old: ProjectFile, name: string) => void {
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const arrived =
    waiting && files.find((file) => !waiting.known.has(file.id) && file.filename === waiting.name);
  const fresh = arrived && !isWorking(arrived) ? arrived : null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: only the arrival counts
  useEffect(() => {
    if (!waiting || !fresh) return;
    setWaiting(null);
    if (fresh.status === "ready") onReady(waiting.old, fresh);
    else toast.error(evalsText.replace.unread(waiting.old.filename));
  }, [fresh, waiting]);

  return (old, name) => setWaiting({ old, name, known: new Set(files.map(({ id }) => id)) });
}
