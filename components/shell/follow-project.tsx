"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ApiError, api } from "@/lib/client/api";
import { publish, subscribe } from "@/lib/client/live";
import type { Project, ProjectRole } from "@/lib/schemas";

type Shown = { projectId: string; version: number; role: ProjectRole };

/** Shows what somebody else changes in the project, and leads away once it is gone or shared no more. */
export function FollowProject({ projectId, version, role }: Shown) {
  const router = useRouter();
  useEffect(
    () =>
      subscribe((event) => {
        if (event.type === "project" && event.project.id === projectId) {
          if ((event.project.version ?? 0) > version) router.refresh();
        }
        // Perhaps one's own role is another: what may be done is shown by the server.
        if (event.type === "people" && event.projectId === projectId) router.refresh();
        // News may have been missed, also between the making of the page and the first that it hears.
        if (event.type === "reset") {
          void lookAgain({ projectId, version, role }, () => router.refresh());
        }
      }),
    [projectId, version, role, router],
  );
  return null;
}

async function lookAgain({ projectId, version, role }: Shown, refresh: () => void): Promise<void> {
  try {
    const { project } = await api<{ project: Project }>(`/api/projects/${projectId}`);
    if (project.version > version || project.role !== role) refresh();
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 404)) return;
    // The sidebar missed the same news.
    publish({ type: "project-removed", projectId });
    refresh();
  }
}
