import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { TimeAgo } from "@/components/ui/time-ago";
import type { Version } from "@/lib/schemas";
import { versionsText } from "@/lib/text/versions";

export function VersionList({ projectId, versions }: { projectId: string; versions: Version[] }) {
  return (
    <Card className="overflow-hidden">
      <ol aria-label={versionsText.list.title} className="divide-y divide-line">
        {versions.map((version) => (
          <li key={version.id}>
            <Link
              href={`/projects/${projectId}/versions/${version.id}`}
              prefetch={false}
              className="flex min-h-14 items-center gap-4 px-4 py-3 transition-colors hover:bg-hover"
            >
              <span className="flex min-w-0 flex-1 flex-col gap-0.5">
                <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <span className="font-medium tabular-nums">
                    {versionsText.list.version(version.number)}
                  </span>
                  {version.current ? <Badge tone="accent">{versionsText.list.current}</Badge> : null}
                </span>
                <span className="break-words" dir="auto">
                  {version.summary}
                </span>
                <span className="text-fg-muted text-xs">
                  <TimeAgo iso={version.createdAt} />
                  {version.by.name ? (
                    <>
                      {versionsText.list.by}
                      <span dir="auto">{version.by.name}</span>
                    </>
                  ) : null}
                </span>
              </span>
              <ChevronRight className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ol>
    </Card>
  );
}
