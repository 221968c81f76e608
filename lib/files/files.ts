import { forgetAtProvider, shareWithProvider } from "@/lib/ai";
import { requireRole } from "@/lib/auth";
import { recordConfig } from "@/lib/chats";
import { env } from "@/lib/env";
import { AppError, invalid, isAppError, notFound } from "@/lib/errors";
import { announce, announceToProject } from "@/lib/feed";
import { detectType, enqueueRead, HEAD_BYTES, toFile } from "@/lib/knowledge";
import { afterCommit } from "@/lib/platform";
import { LIMITS, type PageQuery, type ProjectFile } from "@/lib/schemas";
import { type ByteRange, DRAFT, type FileRecord, getStore, type Scope, type StoredBody } from "@/lib/store";
import { safeFilename } from "./filename";

/** A body that is stored and belongs to no project yet. */
export type ReceivedFile = StoredBody & { filename: string; mimeType: string };

export function fileTooLarge(): AppError {
  const max = env().MAX_FILE_BYTES;
  const [amount, unit] =
    max >= 1024 * 1024 ? [max / 1024 / 1024, "MB"] : max >= 1024 ? [max / 1024, "KB"] : [max, "bytes"];
  const size = `${Number(amount.toFixed(1))} ${unit}`;
  return new AppError("too_large", { message: `The file is larger than ${size}` });
}

const tooManyFiles = (limit: number, whose: "project" | "chat" = "project") =>
  new AppError("limit_reached", {
    message:
      whose === "project"
        ? `A project has at most ${limit} files`
        : `The chats of a project have at most ${limit} files; delete some chats first`,
  });

const storageFull = () =>
  new AppError("limit_reached", {
    message: "Your files use all of your storage; delete some first",
  });

/**
 * Takes a file into a project as it arrives: `receive` gets a sink that streams into the store and gives back what
 * `receive` must return once the whole request is known to be good.
 * Whatever fails, no bytes stay: neither here nor at the provider.
 * @throws not_found, `too_large`, `limit_reached`, `validation_failed` on `file`
 */
export async function uploadFile(
  scope: Scope,
  projectId: string,
  receive: (sink: FileSink) => Promise<ReceivedFile>,
  whose: "project" | "chat" = "project",
): Promise<ProjectFile> {
  if (whose === "project") requireRole(scope, "editor");
  const store = await getStore();
  const project = await store.projects.get(scope, projectId);
  if (!project) throw notFound("Project");
  const ofChat = whose === "chat";
  const limit = ofChat ? LIMITS.chatFilesPerProject : LIMITS.filesPerProject;
  if (!ofChat && (await isFull(scope, projectId))) throw tooManyFiles(limit);

  const room = env().MAX_STORAGE_PER_USER - (await store.files.bytesOf(scope));
  if (room <= 0) throw storageFull();

  const received = await receive(sinkFor(scope));
  let record: FileRecord | null = null;
  try {
    if (received.size > room) throw storageFull();
    if (received.size === 0) throw invalid("file", "The file is empty");
    record = await store.files
      .create(
        scope,
        projectId,
        { ...received, providerFileId: null, status: "uploaded", ...(ofChat ? { chatId: DRAFT } : {}) },
        limit,
      )
      .catch((error) => {
        throw isAppError(error, "limit_reached") ? tooManyFiles(limit, whose) : error;
      });
    if (!record) throw notFound("Project");
  } finally {
    if (!record) await store.files.discardBody(scope, received.bodyId);
  }
  let shared = record;
  const stored = record;
  // A file that nobody enqueued is found by the readers; a set of files is recorded with the next reply.
  await afterCommit("reading", () => enqueueRead(scope, stored));
  await afterCommit("copy", async () => {
    shared = await shareWithProvider(scope, stored);
  });
  if (!ofChat) await afterCommit("file set", () => recordFileSet(scope, projectId));
  return toFile(shared);
}

async function isFull(scope: Scope, projectId: string): Promise<boolean> {
  const { files } = await getStore();
  const { items } = await files.list(scope, projectId, { limit: LIMITS.filesPerProject });
  return items.length >= LIMITS.filesPerProject;
}

/**
 * Makes a chat's file the project's: all its chats answer from it from now on.
 * @throws not_found, `forbidden`, `limit_reached`
 */
export async function keepFile(scope: Scope, projectId: string, id: string): Promise<ProjectFile> {
  requireRole(scope, "editor");
  const limit = LIMITS.filesPerProject;
  await find(scope, projectId, id);
  const kept = await (await getStore()).files.keep(scope, projectId, id, limit).catch((error) => {
    throw isAppError(error, "limit_reached") ? tooManyFiles(limit) : error;
  });
  if (!kept) throw notFound("File");
  await afterCommit("file set", () => recordFileSet(scope, projectId));
  await announceToProject(scope, projectId, { type: "file", projectId, file: toFile(kept) });
  return toFile(kept);
}

export type FileSink = {
  /** Bytes; beyond it `write` throws what `tooLarge` makes. */
  maxBytes: number;
  tooLarge(): AppError;
  write(filename: string, body: AsyncIterable<Uint8Array>): Promise<ReceivedFile>;
  discard(file: ReceivedFile): Promise<void>;
};

function sinkFor(scope: Scope): FileSink {
  const maxBytes = env().MAX_FILE_BYTES;
  return {
    maxBytes,
    tooLarge: fileTooLarge,
    async write(name, body) {
      const { files } = await getStore();
      const filename = safeFilename(name);
      const head: Uint8Array[] = [];
      const stored = await files.putBody(scope, copyHead(body, head), maxBytes).catch((error) => {
        throw isAppError(error, "too_large") ? fileTooLarge() : error;
      });
      try {
        const { mimeType } = await detectType(Buffer.concat(head), filename);
        return { ...stored, filename, mimeType };
      } catch (error) {
        await files.discardBody(scope, stored.bodyId);
        throw error;
      }
    },
    async discard({ bodyId }) {
      const { files } = await getStore();
      await files.discardBody(scope, bodyId);
    },
  };
}

/** Passes a body on and keeps its beginning, as much as telling its type takes. */
export async function* copyHead(body: AsyncIterable<Uint8Array>, head: Uint8Array[]) {
  let size = 0;
  for await (const chunk of body) {
    if (size < HEAD_BYTES) head.push(Uint8Array.from(chunk.subarray(0, HEAD_BYTES - size)));
    size += chunk.byteLength;
    yield chunk;
  }
}

/** Newest first: the project's, or those of one chat of the caller's. @throws not_found */
export async function listFiles(
  scope: Scope,
  projectId: string,
  page: PageQuery & { chatId?: string | undefined },
): Promise<{ files: ProjectFile[]; nextCursor: string | null }> {
  const store = await getStore();
  if (!(await store.projects.get(scope, projectId))) throw notFound("Project");
  const { items, nextCursor } = await store.files.list(scope, projectId, page);
  return { files: items.map(toFile), nextCursor };
}

async function find(scope: Scope, projectId: string, id: string): Promise<FileRecord> {
  const store = await getStore();
  const record = await store.files.get(scope, projectId, id);
  if (record) return record;
  throw notFound((await store.projects.get(scope, projectId)) ? "File" : "Project");
}

/** @throws not_found for the project or the file */
export async function getFile(scope: Scope, projectId: string, id: string): Promise<ProjectFile> {
  return toFile(await find(scope, projectId, id));
}

export type OpenFile = {
  filename: string;
  mimeType: string;
  size: number;
  sha256: string;
  read(range?: ByteRange): Promise<ReadableStream<Uint8Array>>;
};

/** The file with its content to stream; `read` throws not_found when it went in between. */
export async function openFile(scope: Scope, projectId: string, id: string): Promise<OpenFile> {
  const record = await find(scope, projectId, id);
  const { filename, mimeType, size, sha256 } = record;
  return {
    filename,
    mimeType,
    size,
    sha256,
    async read(range) {
      const { files } = await getStore();
      const body = await files.readBody(scope, record.bodyId, range);
      if (!body) throw notFound("File");
      return body;
    },
  };
}

/** Removes the file here and, where it was sent there, at the provider. @throws not_found */
export async function removeFile(scope: Scope, projectId: string, id: string): Promise<void> {
  const store = await getStore();
  if ((await find(scope, projectId, id)).chatId === null) requireRole(scope, "editor");
  const removed = await store.files.remove(scope, projectId, id);
  if (!removed) throw notFound("File");
  const news = { type: "file-removed" as const, projectId, fileId: id };
  const { uploadedBy } = removed;
  await (uploadedBy === null
    ? announceToProject(scope, projectId, news)
    : announce(uploadedBy, projectId, news));
  await afterCommit("copy", () => forgetAtProvider([removed]));
  if (removed.chatId !== null) return;
  await afterCommit("file set", () => recordFileSet(scope, projectId));
}

async function recordFileSet(scope: Scope, projectId: string): Promise<void> {
  const store = await getStore();
  const project = await store.projects.get(scope, projectId);
  if (project) await recordConfig(scope, project);
}
