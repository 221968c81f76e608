import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { buttonClass } from "@/components/ui/button";
import { VersionList } from "@/components/versions/version-list";
import { isAppError } from "@/lib/errors";
import { listVersions } from "@/lib/projects";
import { pagesText } from "@/lib/text/pages";
import { pageProject, pageScope } from "../page-project";

export const metadata: Metadata = { title: pagesText.versions.title };

type Props = {
  params: Promise<{ projectId: string }>;
  searchParams: Promise<{ cursor?: string | string[] }>;
};

const PER_PAGE = 50;

export default async function VersionsPage({ params, searchParams }: Props) {
  const { id } = await pageProject((await params).projectId);
  const scope = await pageScope(id);
  const { cursor } = await searchParams;
  const page = { limit: PER_PAGE, ...(typeof cursor === "string" ? { cursor } : {}) };
  const address = `/projects/${id}/versions`;
  const { versions, nextCursor } = await listVersions(scope, id, page).catch((error) => {
    if (isAppError(error, "validation_failed")) redirect(address);
    throw error;
  });
  return (
    <Page>
      <PageHead title={pagesText.versions.title}>{pagesText.versions.intro}</PageHead>
      <VersionList projectId={id} versions={versions} />
      {nextCursor || cursor ? (
        <nav aria-label={pagesText.versions.pages} className="flex justify-between gap-3 pt-5">
          {cursor ? (
            <Link href={address} prefetch={false} className={buttonClass()}>
              {pagesText.versions.newest}
            </Link>
          ) : (
            <span />
          )}
          {nextCursor ? (
            <Link href={`${address}?cursor=${nextCursor}`} prefetch={false} className={buttonClass()}>
              {pagesText.versions.older}
            </Link>
          ) : null}
        </nav>
      ) : null}
    </Page>
  );
}
