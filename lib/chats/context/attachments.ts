import { AppError } from "@/lib/errors";
import { DRAFT, type FileRecord, getStore, type Scope } from "@/lib/store";

/**
 * The files that a message names, each once. A foreign id, another chat's and one that never was look alike.
 * @throws `validation_failed` on `fileIds.<n>` for each that is not a file of the project or of this chat
 */
export async function requireFiles(
  scope: Scope,
  projectId: string,
  chatId: string,
  ids: string[],
): Promise<FileRecord[]> {
  const { files } = await getStore();
  const all = await Promise.all(ids.map((id) => files.get(scope, projectId, id)));
  const open = [null, DRAFT, chatId];
  const found = all.map((file) => (file && open.includes(file.chatId) ? file : null));
  const errors = found.flatMap((file, index) =>
    file ? [] : [{ path: `fileIds.${index}`, message: "There is no such file in this project" }],
  );
  if (errors.length > 0) throw new AppError("validation_failed", { errors });
  const seen = new Map(found.flatMap((file) => (file ? [[file.id, file] as const] : [])));
  return [...seen.values()];
}
