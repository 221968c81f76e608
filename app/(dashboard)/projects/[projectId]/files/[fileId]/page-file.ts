import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { isAppError } from "@/lib/errors";
import { getFile } from "@/lib/files";
import type { ProjectFile } from "@/lib/schemas";
import { pageScope } from "../../page-project";

/** The file of a page, read once per request. */
export const pageFile: (projectId: string, fileId: string) => Promise<ProjectFile> = cache(
  async (projectId, fileId) => getFile(await pageScope(projectId), projectId, fileId).catch(missing),
);

export function missing(error: unknown): never {
  if (isAppError(error, "not_found")) notFound();
  throw error;
}
