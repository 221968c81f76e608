"use client";

import { PackagePlus, Rocket } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PageHead } from "@/components/shell/page-head";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Badge } from "@/components/ui/badge";
import { Button, buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { formatBytes } from "@/components/ui/format";
import { TimeAgo } from "@/components/ui/time-ago";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { Publication, Release } from "@/lib/schemas";
import { releasesText } from "@/lib/text/releases";
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
  const [ending, setEnding] = useState(false);
  /** Only what was published has been asked the gate's question. */
  const wasLive = ({ gate }: Release) => gate !== null;

  async function unpublish(): Promise<void> {
    setEnding(false);
    try {
      await api(`/api/projects/${projectId}/live`, { method: "PUT", body: { release: null } });
      toast.success(releasesText.list.unpublished);
      router.refresh();
    } catch (error) {
      toast.error(messageOf(error));
    }
  }

  const make = (
    <Button variant="primary" onClick={() => setMaking(true)}>
      <PackagePlus className="size-4" aria-hidden="true" />
      {releasesText.list.make}
    </Button>
  );
  return (
    <>
      <PageHead title={releasesText.list.title} action={releases.length > 0 ? make : null}>
        {liveRelease === null ? releasesText.list.draftAnswers : releasesText.list.liveAnswers(liveRelease)}
      </PageHead>
      <Card className="overflow-hidden">
        {releases.length === 0 ? (
          <EmptyState icon={Rocket} title={releasesText.list.none} action={make}>
            {releasesText.list.noneHint}
          </EmptyState>
        ) : (
          <ol aria-label={releasesText.list.title} className="divide-y divide-line">
            {releases.map((release) => (
              <li key={release.number} className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3">
                <div className="flex min-w-0 flex-1 basis-56 flex-col gap-0.5">
                  <span className="flex flex-wrap items-center gap-2">
                    <span className="font-medium tabular-nums">v{release.number}</span>
                    {release.live ? <Badge tone="success">{releasesText.list.live}</Badge> : null}
                    {release.replayable ? null : <Badge tone="warning">{releasesText.list.filesGone}</Badge>}
                    {release.gate?.override ? (
                      <Badge tone="warning">{releasesText.list.overridden}</Badge>
                    ) : null}
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
                    {release.author.name ? releasesText.list.by(release.author.name) : ""}
                    {release.keptBytes > 0 ? releasesText.list.keeps(formatBytes(release.keptBytes)) : ""}
                  </span>
                </div>
                {release.live ? (
                  <Button onClick={() => setEnding(true)}>{releasesText.list.unpublish}</Button>
                ) : (
                  <Button onClick={() => setPublishing(release)}>
                    {wasLive(release) ? releasesText.list.rollBack : releasesText.list.publish}
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
          {releasesText.list.older}
        </Link>
      ) : null}
      {publications.length > 0 ? <Log publications={publications} /> : null}
      <AlertDialog
        open={ending}
        onOpenChange={setEnding}
        title={releasesText.list.unpublishTitle(liveRelease)}
        description={releasesText.list.unpublishBody}
        confirmLabel={releasesText.list.unpublish}
        onConfirm={() => void unpublish()}
      />
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

const KINDS = {
  publish: releasesText.list.published,
  rollback: releasesText.list.rolledBack,
  unpublish: releasesText.list.wasUnpublished,
};

function Log({ publications }: { publications: Publication[] }) {
  return (
    <section aria-labelledby="log" className="mt-10 flex flex-col gap-3">
      <h2 id="log" className="font-medium text-base">
        {releasesText.list.log}
      </h2>
      <ol className="flex flex-col gap-2 text-sm">
        {publications.map(({ id, kind, release, previous, at, by, override }) => (
          <li key={id} className="break-words text-fg-muted">
            <TimeAgo iso={at} />: {by.name || releasesText.list.somebody} {KINDS[kind]} v{release ?? previous}
            {override ? releasesText.list.although(override.reason) : ""}
          </li>
        ))}
      </ol>
    </section>
  );
}
