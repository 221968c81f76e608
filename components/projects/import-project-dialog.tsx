"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { formatBytes } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";
import { toast } from "@/components/ui/toast";
import { ApiError, type FieldError, messageOf } from "@/lib/client/api";
import { publish } from "@/lib/client/live";
import { upload } from "@/lib/client/upload";
import type { Project } from "@/lib/schemas";
import { projectsText } from "@/lib/text/projects";

const { import: text } = projectsText;

type Problem = { message: string; errors: FieldError[] };

/** Sends the file at once; closing it cancels. */
export default function ImportProjectDialog({
  file,
  onClose,
  onChoose,
}: {
  file: File;
  onClose: () => void;
  onChoose: () => void;
}) {
  const router = useRouter();
  const [progress, setProgress] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: one file is sent once
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    setProblem(null);
    setProgress(0);
    upload<{ project: Project }>("/api/projects/import", file, { signal, onProgress: setProgress }).then(
      ({ project }) => {
        const { id, name, icon, color } = project;
        publish({ type: "project", project: { id, name, icon, color } });
        toast.success(text.done(project.name));
        onClose();
        router.push(`/projects/${project.id}`);
      },
      (error: unknown) => {
        if (!signal.aborted) setProblem(problemOf(error));
      },
    );
    return () => controller.abort();
  }, [file]);

  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent title={text.title} description={<span dir="auto">{file.name}</span>}>
        {problem ? (
          <Callout tone="danger" title={problem.message}>
            {problem.errors.length > 0 ? (
              <ul className="flex flex-col gap-1">
                {problem.errors.slice(0, 5).map(({ path, message }) => (
                  <li key={path}>
                    {message}
                    {path ? <span className="text-fg-muted"> ({path})</span> : null}
                  </li>
                ))}
              </ul>
            ) : null}
          </Callout>
        ) : (
          <div className="flex flex-col gap-1.5">
            <Progress label={text.busy(file.name)} value={progress} />
            <p className="text-fg-muted text-xs tabular-nums" role="status">
              {progress < 1 ? text.sent(Math.round(progress * 100), formatBytes(file.size)) : text.checking}
            </p>
          </div>
        )}
        <DialogFooter>
          <DialogClose asChild>
            <Button>{problem ? projectsText.close : projectsText.cancel}</Button>
          </DialogClose>
          {problem ? (
            <Button variant="primary" onClick={onChoose}>
              {text.choose}
            </Button>
          ) : null}
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

function problemOf(error: unknown): Problem {
  if (!(error instanceof ApiError)) return { message: messageOf(error), errors: [] };
  if (error.code === "validation_failed") {
    return { message: text.invalid, errors: error.errors };
  }
  if (error.code === "malformed_json") {
    return { message: text.noJson, errors: [] };
  }
  if (error.code === "too_large") return { message: text.tooLarge, errors: [] };
  return { message: messageOf(error), errors: [] };
}
