import type { Message, MessagePart } from "@/lib/schemas";

/** A file of the project that stands on a message. `url` serves its content to its owner. */
export type MessageFile = { id: string; filename: string; mediaType: string; url: string };

const CONTENT = /^\/api\/projects\/[^/?#]+\/files\/([^/?#]+)\/content$/;
const PICTURE = /^image\/(png|jpeg|gif|webp)$/;

export const isPicture = (mediaType: string): boolean => PICTURE.test(mediaType);

export function messageFile(
  projectId: string,
  { id, filename, mimeType }: { id: string; filename: string; mimeType: string },
): MessageFile {
  return { id, filename, mediaType: mimeType, url: `/api/projects/${projectId}/files/${id}/content` };
}

export function toPart({ filename, mediaType, url }: MessageFile): MessagePart {
  return { type: "file", mediaType, filename, url };
}

/** The files of a message, in order. */
export function filesOf(message: Pick<Message, "parts">): MessageFile[] {
  return message.parts.flatMap((part) => {
    if (part.type !== "file") return [];
    const id = CONTENT.exec(part.url)?.[1];
    return id ? [{ id, filename: part.filename ?? "File", mediaType: part.mediaType, url: part.url }] : [];
  });
}
