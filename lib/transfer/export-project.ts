import { audit } from "@/lib/auth";
import { notFound } from "@/lib/errors";
import { downloadName } from "@/lib/files";
import { LIMITS, PROJECT_FORMAT, PROJECT_FORMAT_VERSION, type ProjectDocument } from "@/lib/schemas";
import { type FileRecord, getStore, type ProjectRecord, type Scope } from "@/lib/store";

export type ExportedProject = { filename: string; body: AsyncGenerator<Uint8Array, void, undefined> };

/**
 * A project as one JSON document, made while it is read: no more than a piece of one file is in memory. The same
 * project gives the same document.
 * @throws not_found; the body throws it when a file goes while it is written, so that nobody takes a part for the whole
 */
export async function exportProject(scope: Scope, id: string, withFiles: boolean): Promise<ExportedProject> {
  const store = await getStore();
  const project = await store.projects.get(scope, id);
  if (!project) throw notFound("Project");
  const files = withFiles ? await filesOf(scope, id) : undefined;
  await audit({
    actorId: scope.userId,
    action: "export.project",
    targetId: id,
    detail: { files: withFiles },
  });
  return { filename: `${downloadName(project.name, "project")}.json`, body: write(scope, project, files) };
}

/** Oldest first, so that an import keeps their order. */
export async function filesOf(scope: Scope, projectId: string): Promise<FileRecord[]> {
  const store = await getStore();
  const { items } = await store.files.list(scope, projectId, { limit: LIMITS.filesPerProject });
  return items.reverse();
}

/** What of a project is exported; allow-lists, so that nothing else ever is. */
export function documentOf(project: ProjectRecord): Omit<ProjectDocument, "files"> {
  const { name, description, icon, color, settings, prompts } = project;
  return {
    format: PROJECT_FORMAT,
    version: PROJECT_FORMAT_VERSION,
    project: {
      name,
      description,
      ...(icon !== null && { icon }),
      ...(color !== null && { color }),
      settings,
      prompts: prompts.map(({ role, content }) => ({ role, content })),
    },
  };
}

async function* write(
  scope: Scope,
  project: ProjectRecord,
  files: FileRecord[] | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const head = JSON.stringify(documentOf(project), null, 2);
  if (!files) {
    yield Buffer.from(`${head}\n`);
    return;
  }
  yield Buffer.from(`${head.slice(0, -"\n}".length)},\n  "files": [`);
  for (const [i, file] of files.entries()) {
    const { filename, mimeType, size, sha256 } = file;
    const entry = JSON.stringify({ filename, mimeType, size, sha256 });
    yield Buffer.from(`${i === 0 ? "" : ","}\n    ${entry.slice(0, -1)},"content":"`);
    yield* base64(scope, file);
    yield Buffer.from('"}');
  }
  yield Buffer.from("\n  ]\n}\n");
}

async function* base64(scope: Scope, file: FileRecord): AsyncGenerator<Uint8Array, void, undefined> {
  const { files } = await getStore();
  const body = await files.readBody(scope, file.bodyId);
  if (!body) throw notFound("File");
  let left = Buffer.alloc(0);
  for await (const chunk of body) {
    const bytes = left.length > 0 ? Buffer.concat([left, chunk]) : Buffer.from(chunk);
    const whole = bytes.length - (bytes.length % 3);
    left = Buffer.from(bytes.subarray(whole));
    if (whole > 0) yield Buffer.from(bytes.toString("base64", 0, whole), "latin1");
  }
  if (left.length > 0) yield Buffer.from(left.toString("base64"), "latin1");
}
