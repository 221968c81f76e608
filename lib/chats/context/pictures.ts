import type { GenerationRequest, Picture } from "@/lib/ai";
import { canSee, isPicture } from "@/lib/ai";
import { invalid } from "@/lib/errors";
import { LIMITS } from "@/lib/schemas";
import { type FileRecord, getStore, type Scope } from "@/lib/store";
import type { AttachedFile, FiledMessage } from "../prompt/attached";

/**
 * The pictures that go to the model: those of the newest messages, as many as a request may carry.
 * @throws `validation_failed` on `fileIds` when those of the message itself are too much
 */
export async function choosePictures(
  scope: Scope,
  projectId: string,
  model: string,
  history: FiledMessage[],
  own: AttachedFile[],
): Promise<Set<string>> {
  const chosen = new Set<string>();
  if (!canSee(model)) return chosen;
  let left = LIMITS.pictureBytes;
  for (const [index, files] of [own, ...history.map(({ files }) => files).reverse()].entries()) {
    for (const { size, id } of await stored(scope, projectId, files)) {
      if (chosen.has(id)) continue;
      const fits = size <= left && chosen.size < LIMITS.filesPerMessage;
      if (!fits && index === 0) throw tooMuch();
      if (!fits) return chosen;
      left -= size;
      chosen.add(id);
    }
  }
  return chosen;
}

async function stored(scope: Scope, projectId: string, files: AttachedFile[]): Promise<FileRecord[]> {
  const pictures = files.filter(({ mediaType }) => isPicture(mediaType));
  if (pictures.length === 0) return [];
  const store = await getStore();
  const found = await Promise.all(pictures.map(({ fileId }) => store.files.get(scope, projectId, fileId)));
  return found.flatMap((file) => (file && isPicture(file.mimeType) ? [file] : []));
}

function tooMuch() {
  const most = LIMITS.pictureBytes / 1024 / 1024;
  return invalid("fileIds", `The pictures are too large: one message carries at most ${most} MB of them`);
}

/** The request with the content of its pictures; one that was removed meanwhile is left out. */
export async function withPictureData(
  scope: Scope,
  projectId: string,
  request: GenerationRequest,
): Promise<GenerationRequest> {
  const messages = await Promise.all(
    request.messages.map(async (message) => {
      if (!message.pictures) return message;
      const loaded = await Promise.all(message.pictures.map((picture) => load(scope, projectId, picture)));
      return { ...message, pictures: loaded.flatMap((picture) => picture ?? []) };
    }),
  );
  return { ...request, messages };
}

async function load(scope: Scope, projectId: string, picture: Picture): Promise<Picture | null> {
  const { files } = await getStore();
  const file = await files.get(scope, projectId, picture.fileId);
  const body = file && (await files.readBody(scope, file.bodyId));
  if (!file || !body) return null;
  const bytes = Buffer.from(await new Response(body).arrayBuffer());
  return { ...picture, mediaType: file.mimeType, data: bytes.toString("base64") };
}
