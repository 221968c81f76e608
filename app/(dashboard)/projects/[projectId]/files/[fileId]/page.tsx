import { Download } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { PdfTabs } from "@/components/files/pdf-tabs";
import { FileText, FileTextPages } from "@/components/knowledge/file-text";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { buttonClass } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { isAppError } from "@/lib/errors";
import { getFile, listPassages } from "@/lib/files";
import { pagesText } from "@/lib/text/pages";
import { pageProject, pageScope } from "../../page-project";

type Props = {
  params: Promise<{ projectId: string; fileId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const PAGE = 60;

const pageFile = cache(async (projectId: string, fileId: string) => {
  const scope = await pageScope(projectId);
  return getFile(scope, projectId, fileId).catch(missing);
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { projectId, fileId } = await params;
  return { title: (await pageFile(projectId, fileId)).filename };
}

export default async function FilePage({ params, searchParams }: Props) {
  const { projectId, fileId } = await params;
  const query = await searchParams;
  const project = await pageProject(projectId);
  const file = await pageFile(project.id, fileId);
  // A linked passage is shown with some of what stands before it.
  const at = whole(query.at);
  const from = at === null ? (whole(query.from) ?? 0) : Math.max(0, at - 10);
  const scope = await pageScope(projectId);
  const { passages, total, next } = await listPassages(scope, project.id, file.id, {
    from,
    limit: PAGE,
  }).catch(missing);
  const href = `/projects/${project.id}/files/${file.id}`;
  const content = `/api/projects/${project.id}/files/${file.id}/content`;
  const text =
    total > 0 ? (
      <>
        <FileText passages={passages} at={at} />
        <FileTextPages href={href} from={from} next={next} total={total} size={PAGE} />
      </>
    ) : file.mimeType.startsWith("image/") ? null : (
      <p className="text-fg-muted">{pagesText.file.none}</p>
    );
  return (
    <Page>
      <PageHead
        title={file.filename}
        action={
          <a href={content} download={file.filename} className={buttonClass({ variant: "secondary" })}>
            <Download className="size-4" aria-hidden="true" />
            {pagesText.file.download}
          </a>
        }
      >
        {total > 0 ? pagesText.file.read(total) : pagesText.file.readPlain}
      </PageHead>
      <div className="flex flex-col gap-6">
        {file.note ? <Callout tone="info">{file.note}</Callout> : null}
        {file.error ? <Callout tone="danger">{file.error}</Callout> : null}
        {file.mimeType.startsWith("image/") && file.mimeType !== "image/svg+xml" ? (
          // biome-ignore lint/performance/noImgElement: the person's own bytes, which no optimiser may cache
          <img src={content} alt={file.filename} className="max-h-dvh max-w-full self-start rounded-lg" />
        ) : null}
        {file.mimeType === "application/pdf" ? (
          <PdfTabs
            url={content}
            name={file.filename}
            first={passages.find(({ ordinal }) => ordinal === at)?.location.page ?? 1}
            start={at === null && from === 0 ? "pages" : "text"}
          >
            {text}
          </PdfTabs>
        ) : (
          text
        )}
      </div>
    </Page>
  );
}

function whole(value: string | string[] | undefined): number | null {
  return typeof value === "string" && /^\d{1,7}$/.test(value) ? Number(value) : null;
}

function missing(error: unknown): never {
  if (isAppError(error, "not_found")) notFound();
  throw error;
}
