import { FileSearch } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { FileManager } from "@/components/files/file-manager";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { buttonClass } from "@/components/ui/button";
import { fileRules } from "@/lib/files";
import { pageProject } from "../page-project";

export const metadata: Metadata = { title: "Files" };

export default async function FilesPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { id, files } = await pageProject((await params).projectId);
  return (
    <Page>
      <PageHead
        title="Files"
        action={
          <Link
            href={`/projects/${id}/files/ask`}
            prefetch={false}
            className={buttonClass({ variant: "secondary" })}
          >
            <FileSearch className="size-4" aria-hidden="true" />
            Ask the files
          </Link>
        }
      >
        Answers in this project draw on these and name the passage.
      </PageHead>
      <FileManager projectId={id} initial={files} rules={fileRules()} />
    </Page>
  );
}
