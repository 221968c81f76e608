import { announce } from "@/lib/feed";
import type { ProjectFile } from "@/lib/schemas";
import type { FileRecord } from "@/lib/store";

export function toFile(record: FileRecord): ProjectFile {
  return {
    id: record.id,
    filename: record.filename,
    fileId: record.providerFileId,
    size: record.size,
    mimeType: record.mimeType,
    status: record.status,
    ...(record.error === null ? {} : { error: record.error }),
    ...(record.note === null ? {} : { note: record.note }),
    ...(record.progress === null ? {} : { progress: record.progress }),
    ...(record.passages === null ? {} : { passages: record.passages }),
    uploadedAt: new Date(record.createdAt).toISOString(),
  };
}

/** Tells the owner's open pages how a file is doing. */
export function announceFile(file: FileRecord): Promise<void> {
  return announce(file.ownerId, file.projectId, {
    type: "file",
    projectId: file.projectId,
    file: toFile(file),
  });
}
