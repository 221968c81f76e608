import { FileSearch } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { FileManager } from "@/components/files/file-manager";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { buttonClass } from "@/components/ui/button";
import { fileRules } from "@/lib/files";
import { pagesText } from "@/lib/text/pages";
import { pageProject } from "../page-project";

export const metadata: Metadata = { title: pagesText.files.title };

export default async function FilesPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { id, files } = await pageProject((await params).projectId);
  return (
    <Page>
      <PageHead
        title={pagesText.files.title}
        action={
          <Link
            href={`/projects/${id}/files/ask`}
            prefetch={false}
            className={buttonClass({ variant: "secondary" })}
          >
            <FileSearch className="size-4" aria-hidden="true" />
            {pagesText.files.search}
          </Link>
        }
      >
        {pagesText.files.intro}
      </PageHead>
      <FileManager projectId={id} initial={files} rules={fileRules()} />
    </Page>
  );
}
