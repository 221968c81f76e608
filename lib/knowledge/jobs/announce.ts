import { scopeOf } from "@/lib/auth";
import { announce, announceToProject } from "@/lib/feed";
import type { FileRecord } from "@/lib/store";
import { toFile } from "../file-shape";

/** Tells the open pages of all who may see it how a file is doing. */
export function announceFile(file: FileRecord): Promise<void> {
  const { projectId, uploadedBy } = file;
  if (uploadedBy !== null)
    return announce(uploadedBy, projectId, { type: "file", projectId, file: toFile(file) });
  return announceToProject(scopeOf({ userId: file.ownerId }), file.projectId, {
    type: "file",
    projectId: file.projectId,
    file: toFile(file),
  });
}
