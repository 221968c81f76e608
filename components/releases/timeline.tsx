"use client";

import { PackagePlus, Rocket } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PageHead } from "@/components/shell/page-head";
import { Badge } from "@/components/ui/badge";
import { Button, buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { formatBytes } from "@/components/ui/format";
import { TimeAgo } from "@/components/ui/time-ago";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { Publication, Release } from "@/lib/schemas";
import { NewRelease } from "./new-release";
import { PublishDialog } from "./publish-dialog";

type Props = {
  projectId: string;
  liveRelease: number | null;
  releases: Release[];
  publications: Publication[];
  older: string | null;
};

export function ReleaseTimeline({ projectId, liveRelease, releases, publications, older }: Props) {
  const router = useRouter();
  const [making, setMaking] = useState(false);
  const [publishing, setPublishing] = useState<Release | null>(null);
  /** Only what was published has been asked the gate's question. */
  const wasLive = ({ gate }: Release) => gate !== null;

  async function unpublish(): Promise<void> {
    try {
      await api(`/api/projects/${projectId}/live`, { method: "PUT", body: { release: null } });
      toast.success("The draft answers again");
      router.refresh();
    } catch (error) {
      toast.error(messageOf(error));
    }
  }

  const make = (
    <Button variant="primary" onClick={() => setMaking(true)}>
      <PackagePlus className="size-4" aria-hidden="true" />
      Make a release
    </Button>
  );
  return (
    <>
      <PageHead title="Releases" action={releases.length > 0 ? make : null}>
        {liveRelease === null
          ? "The draft answers everybody. Publish a release, and you can change the draft in peace."
          : `v${liveRelease} answers everybody. The draft is yours to change.`}
      </PageHead>
      <Card className="overflow-hidden">
        {releases.length === 0 ? (
          <EmptyState icon={Rocket} title="No releases yet" action={make}>
            A release keeps prompts, settings and the text of the files as they are now.
          </EmptyState>
        ) : (
          <ol aria-label="Releases" className="divide-y divide-line">
            {releases.map((release) => (
              <li key={release.number} className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3">
                <div className="flex min-w-0 flex-1 basis-56 flex-col gap-0.5">
                  <span className="flex flex-wrap items-center gap-2">
                    <span className="font-medium tabular-nums">v{release.number}</span>
                    {release.live ? <Badge tone="success">Live</Badge> : null}
                    {release.replayable ? null : <Badge tone="warning">Files are gone</Badge>}
                    {release.gate?.override ? <Badge tone="warning">Gate overridden</Badge> : null}
                  </span>
                  {release.note ? (
                    <span className="break-words" dir="auto">
                      {release.note}
                    </span>
                  ) : null}
                  {release.gate?.override ? (
                    <span className="break-words text-fg-muted text-sm" dir="auto">
                      “{release.gate.override.reason}”
                    </span>
                  ) : null}
                  <span className="text-fg-muted text-xs">
                    <TimeAgo iso={release.createdAt} />
                    {release.author.name ? ` by ${release.author.name}` : ""}
                    {release.keptBytes > 0
                      ? `, keeps ${formatBytes(release.keptBytes)} of removed files`
                      : ""}
                  </span>
                </div>
                {release.live ? (
                  <Button onClick={() => void unpublish()}>Unpublish</Button>
                ) : (
                  <Button onClick={() => setPublishing(release)}>
                    {wasLive(release) ? "Roll back" : "Publish"}
                    <span className="sr-only"> v{release.number}</span>
                  </Button>
                )}
              </li>
            ))}
          </ol>
        )}
      </Card>
      {older ? (
        <Link
          href={`/projects/${projectId}/releases?cursor=${older}`}
          prefetch={false}
          className={buttonClass({ className: "mt-5" })}
        >
          Older releases
        </Link>
      ) : null}
      {publications.length > 0 ? <Log publications={publications} /> : null}
      <NewRelease projectId={projectId} open={making} onOpenChange={setMaking} />
      {publishing ? (
        <PublishDialog
          key={publishing.number}
          projectId={projectId}
          release={publishing}
          liveRelease={liveRelease}
          back={wasLive(publishing)}
          onClose={() => setPublishing(null)}
        />
      ) : null}
    </>
  );
}

const KINDS = { publish: "published", rollback: "rolled back to", unpublish: "unpublished" };

function Log({ publications }: { publications: Publication[] }) {
  return (
    <section aria-labelledby="log" className="mt-10 flex flex-col gap-3">
      <h2 id="log" className="font-medium text-base">
        What was live when
      </h2>
      <ol className="flex flex-col gap-2 text-sm">
        {publications.map(({ id, kind, release, previous, at, by, override }) => (
          <li key={id} className="break-words text-fg-muted">
            <TimeAgo iso={at} />: {by.name || "somebody"} {KINDS[kind]} v{release ?? previous}
            {override ? ` although its gate said no: “${override.reason}”` : ""}
          </li>
        ))}
      </ol>
    </section>
  );
}
