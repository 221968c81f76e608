import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { requirePrincipal } from "@/app/page-principal";
import { projectScope } from "@/lib/auth";
import { isAppError } from "@/lib/errors";
import { getProject } from "@/lib/projects";
import type { Project } from "@/lib/schemas";
import type { Scope } from "@/lib/store";

/** What the person may do on the project of a page. A foreign one looks exactly like a missing one. */
export const pageScope: (projectId: string) => Promise<Scope> = cache(async (projectId) => {
  const principal = await requirePrincipal();
  return projectScope(principal, projectId).catch(missing);
});

/** The project of a page, read once per request. */
export const pageProject: (projectId: string) => Promise<Project> = cache(async (projectId) =>
  getProject(await pageScope(projectId), projectId).catch(missing),
);

function missing(error: unknown): never {
  if (isAppError(error, "not_found")) notFound();
  throw error;
}
