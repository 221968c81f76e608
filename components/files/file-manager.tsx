"use client";

import { useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { formatNumber } from "@/components/ui/format";
import { toast } from "@/components/ui/toast";
import { ApiError, api, messageOf } from "@/lib/client/api";
import { publish } from "@/lib/client/live";
import type { ProjectFile } from "@/lib/schemas";
import { evalsText } from "@/lib/text/evals";
import { filesText } from "@/lib/text/files";
import { DropZone } from "./drop-zone";
import { FileRow } from "./file-row";
import { type FileRules, refusal } from "./file-rules";
import { RemovalImpact } from "./removal-impact";
import { uploadQueue } from "./upload-queue";
import { UploadRow } from "./upload-row";
import { useFiles } from "./use-files";
import { useReplacement } from "./use-replacement";

const text = evalsText.replace;

export function FileManager({
  projectId,
  initial,
  rules,
}: {
  projectId: string;
  initial: ProjectFile[];
  rules: FileRules;
}) {
  const { files, uploads } = useFiles(projectId, initial);
  const [removing, setRemoving] = useState<ProjectFile | null>(null);
  const [pending, setPending] = useState(false);
  const [fresh, setFresh] = useState<ProjectFile | null>(null);
  const ordinals = duplicateOrdinals(files);
  const awaitReplacement = useReplacement(files, (old, next) => {
    setRemoving(old);
    setFresh(next);
  });

  function replace(old: ProjectFile, chosen: File): void {
    awaitReplacement(old, chosen.name);
    uploadQueue.add(projectId, [chosen], (file, before) => refusal(file, rules, files.length + before));
  }

  async function remove(file: ProjectFile): Promise<void> {
    setPending(true);
    try {
      await api(`/api/projects/${projectId}/files/${file.id}`, { method: "DELETE" });
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) {
        toast.error(messageOf(error));
        return setPending(false);
      }
    }
    setPending(false);
    setRemoving(null);
    publish({ type: "file-removed", projectId, fileId: file.id });
  }

  async function retry({ id }: ProjectFile): Promise<void> {
    try {
      const path = `/api/projects/${projectId}/files/${id}/retry`;
      const { file } = await api<{ file: ProjectFile }>(path, { method: "POST" });
      publish({ type: "file", projectId, file });
    } catch (error) {
      toast.error(messageOf(error));
    }
  }

  return (
    <div className="flex flex-col gap-6">
      <DropZone
        maxBytes={rules.maxBytes}
        readable={rules.readable}
        onFiles={(chosen) =>
          uploadQueue.add(projectId, chosen, (file, before) => refusal(file, rules, files.length + before))
        }
      />
      {uploads.length > 0 || files.length > 0 ? (
        <section aria-label={filesText.list} className="flex flex-col gap-2">
          <p className="text-fg-subtle text-xs tabular-nums" aria-live="polite">
            {filesText.count(formatNumber(files.length), formatNumber(rules.maxFiles))}
          </p>
          <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface shadow-card">
            {uploads.map((upload) => (
              <UploadRow key={`upload-${upload.id}`} upload={upload} />
            ))}
            {files.map((file) => (
              <FileRow
                key={file.id}
                projectId={projectId}
                file={file}
                ordinal={ordinals.get(file.id) ?? 0}
                onRemove={() => {
                  setFresh(null);
                  setRemoving(file);
                }}
                onReplace={(chosen) => replace(file, chosen)}
                onRetry={() => void retry(file)}
              />
            ))}
          </ul>
        </section>
      ) : (
        <p className="text-center text-fg-muted">{filesText.none}</p>
      )}
      <AlertDialog
        open={removing !== null}
        onOpenChange={(open) => {
          if (!open) setRemoving(null);
        }}
        title={fresh ? text.title : filesText.removeTitle}
        description={
          fresh
            ? text.description(removing?.filename ?? "", fresh.filename)
            : filesText.removeBody(removing?.filename ?? "")
        }
        confirmLabel={fresh ? text.confirm : filesText.removeConfirm}
        pending={pending}
        onConfirm={() => {
          if (removing) void remove(removing);
        }}
      >
        {removing ? <RemovalImpact key={removing.id} projectId={projectId} fileId={removing.id} /> : null}
      </AlertDialog>
    </div>
  );
}

/** Numbers files of equal names by age: (1) is the oldest. */
function duplicateOrdinals(files: ProjectFile[]): Map<string, number> {
  const byName = Map.groupBy(files, ({ filename }) => filename);
  const ordinals = new Map<string, number>();
  for (const same of byName.values()) {
    if (same.length < 2) continue;
    const oldestFirst = [...same].sort((a, b) => (a.uploadedAt < b.uploadedAt ? -1 : 1));
    for (const [index, { id }] of oldestFirst.entries()) ordinals.set(id, index + 1);
  }
  return ordinals;
}
