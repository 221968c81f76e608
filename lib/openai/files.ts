import { requireRole } from "@/lib/auth";
import { getFile, listFiles, openFile, removeFile, uploadFile } from "@/lib/files";
import { download, receiveFile } from "@/lib/http";
import { LIMITS, type ProjectFile } from "@/lib/schemas";
import type { DialectCall } from "./call";
import { faultyField } from "./errors";
import { requireOnlyProject } from "./project-of-key";

const STATUS: Record<ProjectFile["status"], string> = {
  uploaded: "uploaded",
  reading: "uploaded",
  indexing: "uploaded",
  ready: "processed",
  failed: "error",
};

const toWire = ({ id, size, uploadedAt, filename, status, error }: ProjectFile) => ({
  id,
  object: "file",
  bytes: size,
  created_at: Math.floor(Date.parse(uploadedAt) / 1000),
  expires_at: null,
  filename,
  purpose: "assistants",
  status: STATUS[status],
  status_details: error ?? null,
});

const idOf = ({ params: [id = ""] }: DialectCall) => id;

export async function createFile(call: DialectCall) {
  const { scope, projectId } = await requireOnlyProject(call);
  requireRole(scope, "editor");
  return toWire(await uploadFile(scope, projectId, (sink) => receiveFile(call.request, "file", sink)));
}

/** Newest first; `after` is the id of the last file of the page before. */
export async function listAllFiles(call: DialectCall) {
  const { scope, projectId } = await requireOnlyProject(call);
  const query = call.request.nextUrl.searchParams;
  const limit = Number(query.get("limit") ?? 10_000);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000) {
    throw faultyField("limit", "'limit' is a whole number from 1 to 10000.");
  }
  // A project has a hundred at most: one page holds them all.
  const { files } = await listFiles(scope, projectId, { limit: LIMITS.filesPerProject });
  if (query.get("order") === "asc") files.reverse();
  const after = query.get("after");
  const at = after === null ? -1 : files.findIndex(({ id }) => id === after);
  if (after !== null && at < 0) throw faultyField("after", "There is no file with this id.");
  const data = files.slice(at + 1, at + 1 + limit).map(toWire);
  return {
    object: "list",
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: at + 1 + limit < files.length,
  };
}

export async function retrieveFile(call: DialectCall) {
  const { scope, projectId } = await requireOnlyProject(call);
  return toWire(await getFile(scope, projectId, idOf(call)));
}

export async function fileContent(call: DialectCall) {
  const { scope, projectId } = await requireOnlyProject(call);
  return download(await openFile(scope, projectId, idOf(call)), call.request);
}

export async function deleteFile(call: DialectCall) {
  const { scope, projectId } = await requireOnlyProject(call);
  requireRole(scope, "editor");
  await removeFile(scope, projectId, idOf(call));
  return { id: idOf(call), object: "file", deleted: true };
}
