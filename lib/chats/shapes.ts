import { costOf } from "@/lib/ai";
import type { Chat, ChatDetail, Message, SharedMessage } from "@/lib/schemas";
import type { ChatView, MessageView } from "@/lib/store";
import { isoTime } from "@/lib/time";

export function toChat(record: ChatView): Chat {
  return {
    id: record.id,
    title: record.title,
    projectId: record.projectId,
    createdAt: isoTime(record.createdAt),
    updatedAt: isoTime(record.updatedAt),
    activityAt: isoTime(record.activityAt),
    running: record.running,
    pinned: record.pinned,
    archived: record.archived,
    shared: record.sharedAt !== null,
  };
}

export const toChatDetail = (record: ChatView): ChatDetail => ({
  ...toChat(record),
  variables: record.variables,
  model: record.model,
  effort: record.effort,
});

export function toMessage(record: MessageView): Message {
  const { usage, model, finishReason, configId, feedback, timing, failure } = record;
  const cost = usage && model ? costOf(model, usage) : null;
  return {
    id: record.id,
    parentId: record.parentId,
    role: record.role,
    parts: record.parts,
    status: record.status,
    siblings: record.siblings,
    ...(usage ? { usage } : {}),
    ...(model ? { model } : {}),
    ...(finishReason ? { finishReason } : {}),
    ...(configId ? { configId } : {}),
    ...(record.request?.effort ? { effort: record.request.effort } : {}),
    release: record.request?.release ?? null,
    ...(feedback ? { feedback } : {}),
    ...(timing ? { timing } : {}),
    ...(failure && record.status === "failed" ? { failure } : {}),
    ...(cost === null ? {} : { cost }),
    createdAt: isoTime(record.createdAt),
  };
}

/** What a message says, without reasoning and sources. */
export function textOf(parts: Message["parts"]): string {
  return parts.map((part) => (part.type === "text" ? part.text : "")).join("");
}

/** A message as others read it: what was said, and of attached files the names. */
export function toSharedMessage({ id, role, parts, createdAt }: MessageView): SharedMessage {
  const files = parts.flatMap((part) =>
    part.type === "file" ? [{ filename: part.filename ?? "File", mediaType: part.mediaType }] : [],
  );
  return { id, role, text: textOf(parts), files, createdAt: isoTime(createdAt) };
}
