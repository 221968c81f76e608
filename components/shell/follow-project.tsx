"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { subscribe } from "@/lib/client/live";

/** Shows what somebody else changes in the project, and leads away once it is gone or shared no more. */
export function FollowProject({ projectId, version }: { projectId: string; version: number }) {
  const router = useRouter();
  useEffect(
    () =>
      subscribe((event) => {
        if (event.type === "project" && event.project.id === projectId) {
          if ((event.project.version ?? 0) > version) router.refresh();
        }
        // Perhaps one's own role is another: what may be done is shown by the server.
        if (event.type === "people" && event.projectId === projectId) router.refresh();
      }),
    [projectId, version, router],
  );
  return null;
}
