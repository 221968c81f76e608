import { scopeOf } from "@/lib/auth";
import { announceToProject } from "@/lib/feed";
import type { FileRecord } from "@/lib/store";
import { toFile } from "../file-shape";

/** Tells the open pages of all who are on its project how a file is doing. */
export function announceFile(file: FileRecord): Promise<void> {
  return announceToProject(scopeOf({ userId: file.ownerId }), file.projectId, {
    type: "file",
    projectId: file.projectId,
    file: toFile(file),
  });
}
