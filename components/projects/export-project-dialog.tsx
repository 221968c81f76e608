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
import { projectsText } from "@/lib/text/projects";

const { export: text } = projectsText;

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
      <DialogContent title={text.title(project.name)} description={text.body}>
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
            {text.files}
          </label>
          <p id={`${id}-note`} className="text-fg-muted">
            {text.filesHint}
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
          <Progress label={text.busy} />
          <p className="text-fg-muted text-xs tabular-nums">{text.received(formatBytes(received))}</p>
        </div>
      )}
      <DialogFooter>
        <DialogClose asChild>
          <Button>{projectsText.cancel}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={received !== null}>
          {text.export}
        </Button>
      </DialogFooter>
    </form>
  );
}
