import type { ProjectFile } from "@/lib/schemas";
import type { FileRecord } from "@/lib/store";
import { isoTime } from "@/lib/time";

/** A project's file as the API shows it, with how far reading it has come. */
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
    chatId: record.chatId,
    uploadedAt: isoTime(record.createdAt),
  };
}
