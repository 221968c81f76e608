import { freeChat } from "@/lib/chats/run";
import { AppError, notFound } from "@/lib/errors";
import { type ChatView, getStore, type MessageView, type ProjectRecord, type Scope } from "@/lib/store";
import { requireChat } from "./chats";
import type { RunIds } from "./idempotency";
import { attachedTo } from "./prompt/attached";
import type { ReplyTo } from "./prompt/request";
import { textOf } from "./shapes";

/** The run of a reply, as it is launched. */
export const runOf = ({ runId, chatId, messageId }: RunIds, project: ProjectRecord, model: string) => ({
  id: runId,
  projectId: project.id,
  chatId,
  messageId,
  model,
});

/** @throws not_found */
export async function requireProject(scope: Scope, projectId: string): Promise<ProjectRecord> {
  const project = await (await getStore()).projects.get(scope, projectId);
  if (!project) throw notFound("Project");
  return project;
}

/** A message with its chat and project, for another reply. @throws not_found, `run_active` */
export async function messageOf(scope: Scope, chatId: string, messageId: string) {
  await freeChat(scope, chatId);
  const chat = await requireChat(scope, chatId);
  const message = await (await getStore()).messages.get(scope, chatId, messageId);
  if (!message) throw notFound("Message");
  if (chat.running) throw new AppError("run_active");
  return { chat, project: await requireProject(scope, chat.projectId), message };
}

/** The message that a reply answers. @throws not_found */
export async function questionOf(scope: Scope, answer: MessageView): Promise<MessageView> {
  const store = await getStore();
  const question = answer.parentId && (await store.messages.get(scope, answer.chatId, answer.parentId));
  if (!question) throw notFound("Message");
  return question;
}

/** A question that stands in the chat, to be answered again. */
export const replyTo = (chat: ChatView, question: MessageView): ReplyTo => ({
  chatId: question.chatId,
  leafId: question.parentId,
  message: textOf(question.parts),
  variables: chat.variables,
  model: chat.model,
  effort: chat.effort,
  files: attachedTo(question.parts),
});
