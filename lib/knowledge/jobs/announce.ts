import { announce } from "@/lib/feed";
import type { FileRecord } from "@/lib/store";
import { toFile } from "../file-shape";

/** Tells the owner's open pages how a file is doing. */
export function announceFile(file: FileRecord): Promise<void> {
  return announce(file.ownerId, file.projectId, {
    type: "file",
    projectId: file.projectId,
    file: toFile(file),
  });
}
