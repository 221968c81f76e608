import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { requirePrincipal } from "@/app/page-principal";
import { scopeOf } from "@/lib/auth";
import { isAppError } from "@/lib/errors";
import { getProject } from "@/lib/projects";
import type { Project } from "@/lib/schemas";

/** The project of a page, read once per request. A foreign one looks exactly like a missing one. */
export const pageProject: (projectId: string) => Promise<Project> = cache(async (projectId) => {
  const scope = scopeOf(await requirePrincipal());
  try {
    return await getProject(scope, projectId);
  } catch (error) {
    if (isAppError(error, "not_found")) notFound();
    throw error;
  }
});
