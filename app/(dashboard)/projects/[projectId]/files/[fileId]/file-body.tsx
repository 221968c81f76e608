import { FollowFile } from "@/components/files/follow-file";
import { PdfTabs } from "@/components/files/pdf-tabs";
import { FileLines } from "@/components/knowledge/file-lines";
import { FileTable } from "@/components/knowledge/file-table";
import { FileText } from "@/components/knowledge/file-text";
import { PartPages } from "@/components/knowledge/part-pages";
import { isTable } from "@/components/knowledge/table-rows";
import { codeOf, hasLines, listPassages, textLines } from "@/lib/files";
import type { ProjectFile } from "@/lib/schemas";
import type { Scope } from "@/lib/store";
import { filesText as text } from "@/lib/text/files";
import { pageScope } from "../../page-project";
import { missing } from "./page-file";

/** Passages, and lines, on one page. */
const PASSAGES = 60;
const LINES = 500;
/** Passages that stand before the one that a link asked for. */
const BEFORE = 10;

type Props = {
  projectId: string;
  file: ProjectFile;
  /** Address of the file's bytes. */
  content: string;
  /** The passage that a link asked for. */
  at: number | null;
  /** The first passage, or line (from 1), of this page. */
  from: number;
  line: number | null;
};

/** What a file holds, in the form that suits it: lines, a table, pages, else what was read from it. */
export async function FileBody(props: Props) {
  const scope = await pageScope(props.projectId);
  return hasLines(props.file) ? <Lines {...props} scope={scope} /> : <Passages {...props} scope={scope} />;
}

async function Lines({ projectId, file, at, line, scope }: Props & { scope: Scope }) {
  const asked = at === null ? null : await passageAt(scope, projectId, file.id, at);
  const start = asked?.location.line ?? line ?? 1;
  const first = start - ((start - 1) % LINES);
  const part = await textLines(scope, projectId, file.id, { first, limit: LINES }).catch(missing);
  const last = part.first + part.lines.length - 1;
  const page = (number: number) => `/projects/${projectId}/files/${file.id}?line=${number}`;
  const marked =
    asked?.location.line === undefined
      ? null
      : {
          id: `passage-${at}`,
          from: asked.location.line,
          to: asked.location.endLine ?? asked.location.line,
        };
  return (
    <>
      <FileLines key={part.first} name={file.filename} {...part} code={codeOf(file)} marked={marked} />
      <PartPages
        label={text.lines.pages}
        span={text.lines.span(part.first, last, part.total)}
        earlier={part.first > 1 ? page(Math.max(1, part.first - LINES)) : null}
        later={last < part.total ? page(last + 1) : null}
      />
    </>
  );
}

async function Passages({ projectId, file, content, at, from, scope }: Props & { scope: Scope }) {
  // A linked passage is shown with some of what stands before it.
  const first = at === null ? from : Math.max(0, at - BEFORE);
  const { passages, total, next } = await listPassages(scope, projectId, file.id, {
    from: first,
    limit: PASSAGES,
  }).catch(missing);
  const page = (number: number) => `/projects/${projectId}/files/${file.id}?from=${number}`;
  const Shape = isTable(passages) ? FileTable : FileText;
  const body =
    total > 0 ? (
      <div className="flex flex-col gap-6">
        <Shape passages={passages} at={at} />
        <PartPages
          label={text.passages.pages}
          span={text.passages.span(first + 1, next ?? total, total)}
          earlier={first > 0 ? page(Math.max(0, first - PASSAGES)) : null}
          later={next === null ? null : page(next)}
        />
      </div>
    ) : isBeingRead(file) ? (
      <FollowFile fileId={file.id} />
    ) : file.mimeType.startsWith("image/") ? null : (
      <p className="text-fg-muted">{text.nothingRead}</p>
    );
  if (file.mimeType !== "application/pdf") return body;
  const asked = passages.find(({ ordinal }) => ordinal === at);
  const number = asked?.location.page;
  return (
    <PdfTabs
      url={content}
      name={file.filename}
      passage={
        asked && number !== undefined
          ? { text: asked.text, page: number, endPage: asked.location.endPage ?? number }
          : null
      }
      start={from === 0 && (at === null || number !== undefined) ? "pages" : "text"}
    >
      {body}
    </PdfTabs>
  );
}

const isBeingRead = ({ status }: ProjectFile) =>
  status === "reading" || status === "indexing" || status === "uploaded";

async function passageAt(scope: Scope, projectId: string, fileId: string, at: number) {
  const { passages } = await listPassages(scope, projectId, fileId, { from: at, limit: 1 }).catch(missing);
  return passages[0] ?? null;
}
