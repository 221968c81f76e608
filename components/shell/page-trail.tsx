"use client";

import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { useParams, usePathname } from "next/navigation";
import { placesText as text } from "@/lib/text/places";
import { crumbsOf } from "./project-crumbs";

/** Where the bar has no room for the way here: the page above this one. */
export function PageTrail() {
  const { projectId } = useParams<{ projectId?: string }>();
  const pathname = usePathname();
  const above = projectId
    ? crumbsOf(`/projects/${projectId}`, pathname).findLast(({ href }) => href !== pathname)
    : undefined;
  if (!above) return null;
  return (
    <nav aria-label={text.trail} className="lg:hidden print:hidden">
      <Link
        href={above.href}
        prefetch={false}
        className="-ml-1 inline-flex min-h-8 items-center gap-1 text-fg-muted transition-colors hover:text-fg touch:min-h-11"
      >
        <ChevronLeft className="size-4" aria-hidden="true" />
        {above.label}
      </Link>
    </nav>
  );
}
