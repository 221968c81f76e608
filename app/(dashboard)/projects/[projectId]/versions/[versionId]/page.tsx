import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { cache } from "react";
import { Page } from "@/components/shell/fill-page";
import { PageCrumb } from "@/components/shell/page-crumb";
import { PageHead } from "@/components/shell/page-head";
import { Badge } from "@/components/ui/badge";
import { TimeAgo } from "@/components/ui/time-ago";
import { RestoreButton } from "@/components/versions/restore-button";
import { StateChanges } from "@/components/versions/state-changes";
import { isAppError } from "@/lib/errors";
import { compareVersion } from "@/lib/projects";
import { pagesText } from "@/lib/text/pages";
import { cn } from "@/lib/utils";
import { pageProject, pageScope } from "../../page-project";

type Props = {
  params: Promise<{ projectId: string; versionId: string }>;
  searchParams: Promise<{ against?: string | string[] }>;
};

const compared = cache(async (projectId: string, versionId: string, against: "current" | "previous") => {
  return compareVersion(await pageScope(projectId), projectId, versionId, against).catch((error) => {
    if (isAppError(error, "not_found")) notFound();
    throw error;
  });
});
const againstOf = async ({ searchParams }: Props) =>
  (await searchParams).against === "current" ? "current" : "previous";

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { projectId, versionId } = await props.params;
  const { version } = await compared(projectId, versionId, await againstOf(props));
  return { title: pagesText.version.title(version.number) };
}

export default async function VersionPage(props: Props) {
  const { projectId, versionId } = await props.params;
  const project = await pageProject(projectId);
  const against = await againstOf(props);
  const { version, other, newest, changes } = await compared(projectId, versionId, against);
  const address = `/projects/${project.id}/versions`;
  const views = [
    { key: "previous", label: pagesText.version.changed, href: `${address}/${version.id}` },
    { key: "current", label: pagesText.version.since, href: `${address}/${version.id}?against=current` },
  ];
  return (
    <Page>
      <PageCrumb label={pagesText.version.title(version.number)} />
      <PageHead
        title={pagesText.version.title(version.number)}
        action={
          version.current ? (
            <Badge tone="accent">{pagesText.version.current}</Badge>
          ) : (
            <RestoreButton
              projectId={project.id}
              version={{ id: version.id, number: version.number }}
              currentId={newest.id}
              seen={project.version}
            />
          )
        }
      >
        <span dir="auto">{version.summary}</span>, <TimeAgo iso={version.createdAt} />
        {version.by.name ? (
          <>
            {pagesText.version.by}
            <span dir="auto">{version.by.name}</span>
          </>
        ) : null}
      </PageHead>
      {version.current ? null : (
        <nav
          aria-label={pagesText.version.compare}
          className="mb-6 inline-flex gap-1 rounded-md bg-sunken p-1"
        >
          {views.map(({ key, label, href }) => (
            <Link
              key={key}
              href={href}
              prefetch={false}
              aria-current={key === against ? "page" : undefined}
              className={cn(
                "inline-flex h-7 items-center rounded-sm px-3 font-medium text-sm transition-colors touch:h-11",
                key === against ? "bg-surface text-fg shadow-card" : "text-fg-muted hover:text-fg",
              )}
            >
              {label}
            </Link>
          ))}
        </nav>
      )}
      <StateChanges changes={changes} key={`${version.id} ${other?.id}`} />
    </Page>
  );
}
