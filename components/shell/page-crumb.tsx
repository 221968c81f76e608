"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { cn } from "@/lib/utils";
import { crumbsOf } from "./project-crumbs";

let leaf: string | null = null;
const listeners = new Set<() => void>();
function setLeaf(label: string | null): void {
  leaf = label;
  for (const listener of listeners) listener();
}
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Names the page on screen in the bar above it: for pages of one file, test set … whose name only they know. */
export function PageCrumb({ label }: { label: string }) {
  useEffect(() => {
    setLeaf(label);
    return () => setLeaf(null);
  }, [label]);
  return null;
}

/** The way from a project to the page on screen. */
export function ProjectCrumbs({ projectId }: { projectId: string }) {
  const pathname = usePathname();
  const named = useSyncExternalStore(
    subscribe,
    () => leaf,
    () => null,
  );
  const steps = crumbsOf(`/projects/${projectId}`, pathname);
  const crumbs = named === null ? steps : [...steps, { label: named, href: pathname }];
  return crumbs.map(({ label, href }, index) => {
    const isLast = index === crumbs.length - 1;
    return (
      <li
        key={href}
        aria-current={isLast && href === pathname ? "page" : undefined}
        // The tabs beside it say the same; a tablet has no room for both.
        // Where room is short the last gives way first: it stands as the page's title as well. A part of a pixel would
        // already cut the others' text, hence the weight. On a small laptop the way there takes all of it.
        className={cn(
          "flex items-center gap-1.5 before:text-fg-subtle before:content-['/'] before:content-['/'/''] max-lg:hidden",
          isLast && index > 0 ? "min-w-16 shrink-[99999]" : "min-w-0",
          isLast && named !== null && "max-xl:hidden",
        )}
      >
        {href === pathname ? (
          <span dir="auto" className="truncate px-1.5 text-fg-muted" data-tip={label} data-tip-clipped="">
            {label}
          </span>
        ) : (
          <Link
            href={href}
            prefetch={false}
            className="flex min-h-8 min-w-0 items-center rounded-md px-1.5 text-fg-muted transition-colors hover:bg-hover hover:text-fg touch:min-h-11"
          >
            <span className="truncate">{label}</span>
          </Link>
        )}
      </li>
    );
  });
}
