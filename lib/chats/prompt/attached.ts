import { isPicture, type Picture, type PromptMessage } from "@/lib/ai";
import type { MessagePart } from "@/lib/schemas";
import type { FileRecord } from "@/lib/store";
import type { HistoryMessage } from "./assemble";
import { defuseMarks } from "./control-tokens";

/** A file of the project that stands on a message. */
export type AttachedFile = { fileId: string; filename: string; mediaType: string };

/** A message of the branch with the files that stand on it. */
export type FiledMessage = HistoryMessage & { files: AttachedFile[] };

const CONTENT = /^\/api\/projects\/([^/?#]+)\/files\/([^/?#]+)\/content$/;

export function contentUrl(projectId: string, fileId: string): string {
  return `/api/projects/${projectId}/files/${fileId}/content`;
}

/** The files of a message, in order. */
export function attachedTo(parts: MessagePart[]): AttachedFile[] {
  return parts.flatMap((part) => {
    if (part.type !== "file") return [];
    const fileId = CONTENT.exec(part.url)?.[2];
    return fileId ? [{ fileId, filename: part.filename ?? "file", mediaType: part.mediaType }] : [];
  });
}

/**
 * What a model reads of a message with files: its text, and which files came with it. Their text comes as passages; a
 * picture that is not in `sent` is said not to be there, so that no model makes up what it shows.
 */
export function withAttached(text: string, files: AttachedFile[], sent: ReadonlySet<string>): string {
  if (files.length === 0) return text;
  const names = files.map(({ fileId, filename, mediaType }) => {
    const name = filename.replace(/[[\]\n]/g, " ");
    return isPicture(mediaType) && !sent.has(fileId) ? `${name} (a picture that you were not given)` : name;
  });
  return `${text}\n\n[Attached: ${names.join("; ")}]`;
}

/** A message as the model gets it: its text, the names of its files, and the pictures among them that are sent. */
export function filedMessage(
  message: PromptMessage & { files: AttachedFile[] },
  sent: ReadonlySet<string>,
): PromptMessage {
  const { role, content, files } = message;
  const pictures = files.flatMap(({ fileId, mediaType }): Picture[] =>
    sent.has(fileId) ? [{ fileId, mediaType }] : [],
  );
  const text = withAttached(content, files, sent);
  return {
    role,
    content: role === "user" ? defuseMarks(text) : text,
    ...(pictures.length > 0 ? { pictures } : {}),
  };
}

/** The file as part of a message: an AI SDK `file` part. */
export function toFilePart(projectId: string, file: FileRecord): MessagePart {
  return {
    type: "file",
    mediaType: file.mimeType,
    filename: file.filename,
    url: contentUrl(projectId, file.id),
  };
}

/** Those whose text is read, each once. */
export const textFiles = (files: AttachedFile[]): string[] => [
  ...new Set(files.filter(({ mediaType }) => !isPicture(mediaType)).map(({ fileId }) => fileId)),
];
