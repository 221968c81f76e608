import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ReleaseTimeline } from "@/components/releases/timeline";
import { Page } from "@/components/shell/fill-page";
import { isAppError } from "@/lib/errors";
import { listPublications, listReleases } from "@/lib/projects";
import { pagesText } from "@/lib/text/pages";
import { editorProject, pageScope } from "../page-project";

export const metadata: Metadata = { title: pagesText.releases.title };

type Props = {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ cursor?: string | string[] }>;
};

export default async function ReleasesPage({ params, searchParams }: Props) {
  const { id, liveRelease } = await editorProject((await params).projectId);
  const scope = await pageScope(id);
  const { cursor } = await searchParams;
  const page = { limit: 30, ...(typeof cursor === "string" ? { cursor } : {}) };
  const [{ releases, nextCursor }, { publications }] = await Promise.all([
    listReleases(scope, id, page),
    listPublications(scope, id, { limit: 10 }),
  ]).catch((error) => {
    if (isAppError(error, "validation_failed")) redirect(`/projects/${id}/releases`);
    throw error;
  });
  return (
    <Page>
      <ReleaseTimeline
        projectId={id}
        liveRelease={liveRelease}
        releases={releases}
        publications={publications}
        older={nextCursor}
      />
    </Page>
  );
}
