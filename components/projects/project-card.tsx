"use client";

import { Ellipsis, Pin } from "lucide-react";
import Link from "next/link";
import { roleName } from "@/components/people/role-names";
import { PendingDot } from "@/components/shell/pending-dot";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { LazyMenu } from "@/components/ui/lazy-menu";
import { TimeAgo } from "@/components/ui/time-ago";
import { projectsText } from "@/lib/text/projects";
import { cn } from "@/lib/utils";
import type { ProjectItem, View } from "./project-item";
import { ProjectTile } from "./project-tile";

/** The link is as large as the card and lies under its text; the menu lies above the link. */
export function ProjectCard({ project, view }: { project: ProjectItem; view: View }) {
  const { id, role, name, description, pinned } = project;
  const grid = view === "grid";
  return (
    <li
      className={cn(
        "group/card relative flex min-w-0 transition-colors hover:bg-hover has-focus-visible:bg-hover",
        grid
          ? "min-h-36 flex-col gap-1.5 rounded-lg border border-line bg-surface p-4 shadow-card"
          : "min-h-14 flex-wrap items-center gap-x-4 gap-y-0.5 py-2.5 pr-14 pl-4",
      )}
    >
      <Link
        href={`/projects/${id}`}
        prefetch={false}
        data-tip-clipped=""
        data-tip={name}
        aria-labelledby={`project-${id}`}
        className={cn("absolute inset-0 flex items-end p-4", grid && "rounded-lg")}
      >
        <PendingDot />
      </Link>
      <div className={cn("flex min-w-0 items-center gap-3", grid ? "pr-9" : "flex-1 basis-40")}>
        <ProjectTile project={project} size={grid ? "md" : "sm"} />
        <h2 id={`project-${id}`} dir="auto" className="min-w-0 truncate text-left font-medium">
          {name}
        </h2>
        {pinned ? (
          <Pin className="size-3.5 shrink-0 text-fg-subtle" aria-label={projectsText.pinned} />
        ) : null}
      </div>
      {grid ? (
        <p className="line-clamp-2 break-words text-fg-muted" dir="auto">
          {description}
        </p>
      ) : null}
      <p className={cn("text-fg-subtle text-xs", grid && "mt-auto pt-3")}>
        {role === "owner" ? null : (
          <Badge tone="accent" className="mr-2">
            {projectsText.shared(roleName(role))}
          </Badge>
        )}
        <TimeAgo iso={project.activityAt} />
        {projectsText.contents(project.chatCount, project.promptCount, project.fileCount)}
      </p>
      <LazyMenu load={() => import("./project-menu")} menu={{ project: { id, name, role, pinned } }}>
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label={projectsText.options(name)}
          className={cn("absolute", grid ? "top-3 right-2.5" : "inset-y-0 right-3 my-auto")}
        >
          <Ellipsis className="size-4" aria-hidden="true" />
        </Button>
      </LazyMenu>
    </li>
  );
}
