"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ApiError, api } from "@/lib/client/api";
import { subscribe } from "@/lib/client/live";
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
          void isOutdated({ projectId, version, role }).then((outdated) => outdated && router.refresh());
        }
      }),
    [projectId, version, role, router],
  );
  return null;
}

async function isOutdated({ projectId, version, role }: Shown): Promise<boolean> {
  try {
    const { project } = await api<{ project: Project }>(`/api/projects/${projectId}`);
    return project.version > version || project.role !== role;
  } catch (error) {
    return error instanceof ApiError && error.status === 404;
  }
}
