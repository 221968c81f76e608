import { deleteAtProvider, uploadToProvider } from "@/lib/ai/provider-files";
import { env, providerConfigured } from "@/lib/env";
import { log } from "@/lib/log";
import { type FileRecord, getStore, type Scope } from "@/lib/store";

/**
 * Sends a file to the provider as well when `OPENAI_UPLOAD_FILES` is set. The file that is stored here is the one that
 * counts: when the provider fails, it stays, with `fileId` null.
 */
export async function shareWithProvider(scope: Scope, file: FileRecord): Promise<FileRecord> {
  if (!env().OPENAI_UPLOAD_FILES || !providerConfigured()) return file;
  const { files } = await getStore();
  let providerFileId: string;
  try {
    const body = await files.readBody(scope, file.bodyId);
    if (!body) return file;
    providerFileId = await uploadToProvider(body, file.filename, file.mimeType);
  } catch (err) {
    log().warn({ err, fileId: file.id }, "the provider did not take the file");
    return file;
  }
  const updated = await files.update(scope, file.projectId, file.id, { providerFileId });
  // Removed here while it travelled: nobody else knows of the copy there.
  if (!updated) await forgetAtProvider([{ ...file, providerFileId }]);
  return updated ?? file;
}

/** Removes the provider's copies. A copy that can't be removed is logged and left. */
export async function forgetAtProvider(files: Pick<FileRecord, "id" | "providerFileId">[]): Promise<void> {
  if (!providerConfigured()) return;
  for (const { id, providerFileId } of files) {
    if (providerFileId === null) continue;
    await deleteAtProvider(providerFileId).catch((err) =>
      log().warn({ err, fileId: id, providerFileId }, "the provider did not remove the file"),
    );
  }
}
