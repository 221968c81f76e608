import { shareWithProvider } from "@/lib/ai";
import { env } from "@/lib/env";
import { AppError, invalid, isAppError } from "@/lib/errors";
import { announce } from "@/lib/feed";
import { copyHead, fileTooLarge, safeFilename } from "@/lib/files";
import { detectType, enqueueRead } from "@/lib/knowledge";
import { afterCommit } from "@/lib/platform";
import { createProject, getProject } from "@/lib/projects";
import {
  type DuplicateProjectInput,
  faultsOf,
  LIMITS,
  type Project,
  type ProjectDocument,
  parseJson,
  projectDocumentSchema,
  variableProblem,
} from "@/lib/schemas";
import { getStore, type NewFileRecord, type Scope, type StoredBody } from "@/lib/store";
import { filesOf } from "./export-project";
import { splitDocument } from "./split-document";

type Content = StoredBody & { head: Uint8Array[] };
/** A document that was found good, with the contents of its files stored and named by nobody yet. */
export type ReceivedDocument = { document: ProjectDocument; contents: Map<number, Content> };

export type DocumentSink = {
  /** Bytes; beyond it `write` throws what `tooLarge` makes. */
  maxBytes: number;
  tooLarge(): AppError;
  write(filename: string, body: AsyncIterable<Uint8Array>): Promise<ReceivedDocument>;
  discard(received: ReceivedDocument): Promise<void>;
};

/**
 * Makes a project from an exported one: `receive` gets a sink that streams files' contents into the store, and gives back
 * what `receive` must return once the whole request is known to be good. Everything is checked before anything is made,
 * and whatever fails, nothing stays.
 * @throws `validation_failed` with dotted paths into the document, `malformed_json`, `too_large`, `limit_reached`
 */
export async function importProject(
  scope: Scope,
  receive: (sink: DocumentSink) => Promise<ReceivedDocument>,
): Promise<Project> {
  const { document, contents } = await receive(sinkFor(scope));
  try {
    const files: NewFileRecord[] = [];
    for (const [i, { filename: given }] of (document.files ?? []).entries()) {
      const content = contents.get(i);
      if (!content) throw invalid(`files.${i}.content`, "Content must be base64");
      const { head, ...body } = content;
      const filename = safeFilename(given);
      const { mimeType } = await detectType(Buffer.concat(head), filename);
      files.push({ ...body, filename, mimeType });
    }
    return await finishImport(scope, await createProject(scope, document.project, files));
  } catch (error) {
    await discard(scope, contents.values());
    throw error;
  }
}

/**
 * A project like another, without its chats.
 * @throws not_found, `limit_reached`
 */
export async function duplicateProject(
  scope: Scope,
  own: Scope,
  id: string,
  { name, files: withFiles }: DuplicateProjectInput,
): Promise<Project> {
  const original = await getProject(scope, id);
  const store = await getStore();
  const copies: NewFileRecord[] = [];
  try {
    for (const { bodyId, size, filename, mimeType } of withFiles ? await filesOf(scope, id) : []) {
      const body = await store.files.readBody(scope, bodyId);
      // Removed in between: the copy is of what there is.
      if (body) copies.push({ ...(await store.files.putBody(own, body, size)), filename, mimeType });
    }
    const { description, icon, color, settings, prompts } = original;
    const input = {
      name: name ?? copyName(original.name),
      description,
      icon,
      color,
      settings,
      prompts: prompts.map(({ role, content }) => ({ role, content })),
    };
    return await finishImport(own, await createProject(own, input, copies));
  } catch (error) {
    await discard(own, copies);
    throw error;
  }
}

function copyName(name: string): string {
  const suffix = " (copy)";
  return (
    Array.from(name)
      .slice(0, LIMITS.nameMax - suffix.length)
      .join("")
      .trimEnd() + suffix
  );
}

/** What follows once the project is there; nothing of it can take it back. */
async function finishImport(scope: Scope, project: Project): Promise<Project> {
  await afterCommit("reading", async () => {
    const records = project.files.length > 0 ? await filesOf(scope, project.id) : [];
    for (const record of records) {
      await enqueueRead(scope, record);
      await shareWithProvider(scope, record);
    }
  });
  await afterCommit("news", () =>
    announce(scope.ownerId, project.id, {
      type: "project",
      project: { id: project.id, name: project.name },
    }),
  );
  return project;
}

async function discard(scope: Scope, bodies: Iterable<StoredBody>): Promise<void> {
  const { files } = await getStore();
  for (const { bodyId } of bodies) await files.discardBody(scope, bodyId);
}

function sinkFor(scope: Scope): DocumentSink {
  const perFile = Math.ceil(env().MAX_FILE_BYTES / 3) * 4;
  return {
    maxBytes: LIMITS.projectDocumentBytes + LIMITS.filesPerProject * perFile,
    tooLarge: () => new AppError("too_large"),
    write: (_filename, body) => receiveDocument(scope, body),
    discard: ({ contents }) => discard(scope, contents.values()),
  };
}

async function receiveDocument(scope: Scope, body: AsyncIterable<Uint8Array>): Promise<ReceivedDocument> {
  const contents = new Map<number, Content>();
  try {
    const text = await splitDocument(body, LIMITS.projectDocumentBytes, async (i, content) => {
      const path = `files.${i}.content`;
      if (contents.has(i)) throw invalid(path, "Content is there twice");
      const stored = await store(scope, path, content);
      contents.set(i, stored);
      if (stored.size === 0) throw invalid(path, "The file is empty");
    });
    const document = parse(text);
    for (const [i, { sha256 }] of (document.files ?? []).entries()) {
      if (sha256 !== undefined && sha256.toLowerCase() !== contents.get(i)?.sha256) {
        throw invalid(`files.${i}.sha256`, "The content does not match its checksum");
      }
    }
    return { document, contents };
  } catch (error) {
    await discard(scope, contents.values());
    throw error;
  }
}

async function store(scope: Scope, path: string, content: AsyncIterable<Uint8Array>): Promise<Content> {
  const { files } = await getStore();
  const head: Uint8Array[] = [];
  try {
    return { ...(await files.putBody(scope, copyHead(content, head), env().MAX_FILE_BYTES)), head };
  } catch (error) {
    throw isAppError(error, "too_large") ? invalid(path, fileTooLarge().message) : error;
  }
}

function parse(text: string): ProjectDocument {
  let json: unknown;
  try {
    json = parseJson(text);
  } catch (cause) {
    throw new AppError("malformed_json", { message: "This is not a JSON file", cause });
  }
  const result = projectDocumentSchema.safeParse(json);
  if (!result.success) throw new AppError("validation_failed", { errors: faultsOf(result.error) });
  const problem = variableProblem((result.data.project.prompts ?? []).map(({ content }) => content));
  if (problem) throw invalid("project.prompts", problem);
  return result.data;
}
