import { Download } from "lucide-react";
import type { Metadata } from "next";
import { Page } from "@/components/shell/fill-page";
import { PageCrumb } from "@/components/shell/page-crumb";
import { PageHead } from "@/components/shell/page-head";
import { buttonClass } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { filesText as text } from "@/lib/text/files";
import { pageProject } from "../../page-project";
import { FileBody } from "./file-body";
import { pageFile } from "./page-file";

type Props = {
  params: Promise<{ projectId: string; fileId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { projectId, fileId } = await params;
  return { title: (await pageFile(projectId, fileId)).filename };
}

export default async function FilePage({ params, searchParams }: Props) {
  const { projectId, fileId } = await params;
  const { at, from, line } = await searchParams;
  const project = await pageProject(projectId);
  const file = await pageFile(project.id, fileId);
  const isPicture = file.mimeType.startsWith("image/");
  const content = `/api/projects/${project.id}/files/${file.id}/content`;
  return (
    <Page>
      <PageCrumb label={file.filename} />
      <PageHead
        title={file.filename}
        action={
          <a href={content} download={file.filename} className={buttonClass({ variant: "secondary" })}>
            <Download className="size-4" aria-hidden="true" />
            {text.download}
          </a>
        }
      >
        {isPicture ? text.pictureSeen : text.read(file.passages ?? 0)}
      </PageHead>
      <div className="flex flex-col gap-6">
        {file.note && !isPicture ? <Callout tone="info">{file.note}</Callout> : null}
        {file.error && !isPicture ? <Callout tone="danger">{file.error}</Callout> : null}
        {isPicture && file.mimeType !== "image/svg+xml" ? (
          // biome-ignore lint/performance/noImgElement: the person's own bytes, which no optimiser may cache
          <img src={content} alt={file.filename} className="max-h-dvh max-w-full self-start rounded-lg" />
        ) : null}
        <FileBody
          projectId={project.id}
          file={file}
          content={content}
          at={whole(at)}
          from={whole(from) ?? 0}
          line={whole(line)}
        />
      </div>
    </Page>
  );
}

function whole(value: string | string[] | undefined): number | null {
  return typeof value === "string" && /^\d{1,7}$/.test(value) ? Number(value) : null;
}
