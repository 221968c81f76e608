"use client";

import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { toast } from "@/components/ui/toast";
import { ApiError, api, messageOf } from "@/lib/client/api";
import type { Project, Version } from "@/lib/schemas";
import { versionsText } from "@/lib/text/versions";

type Restored = { project: Project; version: Version };

const restore = (projectId: string, versionId: string, seen?: number) =>
  api<Restored>(`/api/projects/${projectId}/versions/${versionId}/restore`, {
    body: seen === undefined ? {} : { version: seen },
  });

/** Brings a version back after a question; the toast takes it back by restoring what was there before. */
export function RestoreButton({
  projectId,
  version,
  currentId,
  seen,
}: {
  projectId: string;
  version: Pick<Version, "id" | "number">;
  /** The version that restoring replaces. */
  currentId: string;
  /** The project's version that the page shows; a later one is a conflict. */
  seen: number;
}) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  async function confirm(): Promise<void> {
    if (pending) return;
    setPending(true);
    setFailure(null);
    try {
      await restore(projectId, version.id, seen);
      setOpen(false);
      router.push(`/projects/${projectId}/versions`);
      router.refresh();
      toast.success(versionsText.restore.done(version.number), {
        action: { label: versionsText.restore.undo, run: () => void undo() },
      });
    } catch (error) {
      const stale = error instanceof ApiError && error.code === "stale_edit";
      setFailure(stale ? versionsText.restore.changed : messageOf(error));
      if (stale) router.refresh();
    } finally {
      setPending(false);
    }
  }

  async function undo(): Promise<void> {
    try {
      await restore(projectId, currentId);
      router.refresh();
      toast.success(versionsText.restore.undone);
    } catch (error) {
      toast.error(messageOf(error));
    }
  }

  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        <RotateCcw className="size-4" aria-hidden="true" />
        {versionsText.restore.button}
      </Button>
      <AlertDialog
        open={open}
        onOpenChange={(next) => {
          setOpen(next);
          setFailure(null);
        }}
        title={versionsText.restore.title(version.number)}
        description={versionsText.restore.body}
        confirmLabel={versionsText.restore.button}
        tone="primary"
        pending={pending}
        onConfirm={() => void confirm()}
      >
        {failure ? <Callout tone="danger">{failure}</Callout> : null}
      </AlertDialog>
    </>
  );
}
