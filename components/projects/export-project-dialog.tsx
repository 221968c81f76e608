"use client";

import { useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { formatBytes } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";
import { Switch } from "@/components/ui/switch";
import { messageOf } from "@/lib/client/api";
import { saveFrom } from "@/lib/client/save";

export function ExportProjectDialog({
  project,
  open,
  onOpenChange,
}: {
  project: { id: string; name: string };
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={`Export “${project.name}”`}
        description="Saves its prompts and settings as one JSON file that can be imported again, here or elsewhere. Chats stay here."
      >
        <ExportForm projectId={project.id} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function ExportForm({ projectId, onDone }: { projectId: string; onDone: () => void }) {
  const id = useId();
  const [withFiles, setWithFiles] = useState(false);
  const [received, setReceived] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  async function save(): Promise<void> {
    controller.current = new AbortController();
    const { signal } = controller.current;
    setProblem(null);
    setReceived(0);
    try {
      await saveFrom(`/api/projects/${projectId}/export?files=${withFiles}`, {
        signal,
        onProgress: setReceived,
      });
      onDone();
    } catch (error) {
      if (signal.aborted) return;
      setReceived(null);
      setProblem(messageOf(error));
    }
  }

  return (
    <form
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (received === null) void save();
      }}
    >
      {problem ? <Callout tone="danger">{problem}</Callout> : null}
      <div className="flex items-start justify-between gap-4">
        <div className="flex flex-col gap-1">
          <label htmlFor={id} className="font-medium">
            Include its files
          </label>
          <p id={`${id}-note`} className="text-fg-muted">
            Makes the export larger by a third of their size.
          </p>
        </div>
        <Switch
          id={id}
          aria-describedby={`${id}-note`}
          checked={withFiles}
          onCheckedChange={setWithFiles}
          disabled={received !== null}
        />
      </div>
      {received === null ? null : (
        <div className="flex flex-col gap-1.5">
          <Progress label="Exporting" />
          <p className="text-fg-muted text-xs tabular-nums">{formatBytes(received)} so far</p>
        </div>
      )}
      <DialogFooter>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={received !== null}>
          Export
        </Button>
      </DialogFooter>
    </form>
  );
}
