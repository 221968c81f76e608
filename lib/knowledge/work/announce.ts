import type { ProjectFile } from "@/lib/schemas";
import type { FileRecord, Store } from "@/lib/store";

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
export async function announceFile(_store: Store, _file: FileRecord): Promise<void> {}
