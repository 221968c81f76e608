import "server-only";
import { notFound } from "next/navigation";
import { cache } from "react";
import { requirePrincipal } from "@/app/page-principal";
import { hasRole, projectScope } from "@/lib/auth";
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

/** The same for pages where it is changed: who only chats there doesn't find them. */
export async function editorProject(projectId: string): Promise<Project> {
  const project = await pageProject(projectId);
  return hasRole(project, "editor") ? project : notFound();
}

function missing(error: unknown): never {
  if (isAppError(error, "not_found")) notFound();
  throw error;
}
