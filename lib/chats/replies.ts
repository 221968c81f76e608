import { attachedTo } from "@/lib/chats/prompt/attached";
import { freeChat, launchRun, type RunHandle, viewRun } from "@/lib/chats/run";
import { titleFromMessage } from "@/lib/chats/title";
import { AppError, type ErrorCode, errorCodes, invalid, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { SendMessageInput, Target } from "@/lib/schemas";
import { type ChatView, getStore, type MessageView, type ProjectRecord, type Scope } from "@/lib/store";
import { announceRun } from "./announce";
import { requireChat } from "./chats";
import { type RunIds, startOnce } from "./idempotency";
import { requireFiles, toFilePart } from "./prompt/attachments";
import { buildRequest, type ReplyTo } from "./prompt/reply-request";
import { resolveTarget } from "./prompt/target";
import { rememberedVariables } from "./prompt/variables";
import { textOf } from "./shapes";
import { improveTitle } from "./titles";

/**
 * Stores a message and starts the reply to it.
 * @throws not_found for project, chat or parent; `run_active`; `validation_failed` when the message is too long for the
 *   model, on `variables.<name>` when one is missing, on `fileIds.<n>` for a file that is not there;
 *   `idempotency_mismatch`
 */
export async function sendMessage(
  scope: Scope,
  projectId: string,
  input: SendMessageInput,
  key: string | null,
): Promise<RunHandle> {
  const { message, chatId, parentId, fileIds, variables: given, target } = input;
  const files = fileIds?.length ? { fileIds } : {};
  const which = target === undefined ? {} : { target };
  const body = { projectId, message, chatId, parentId, variables: given, ...files, ...which };
  return startOnce(scope, { route: "send", key, body, chatId }, async (ids) => {
    const draft = await requireProject(scope, projectId);
    const { project, pinned } = await resolveTarget(scope, draft, target);
    const chat = chatId === undefined ? null : await chatOf(scope, project, chatId);
    if (chat?.running) throw new AppError("run_active");
    const parent = await parentOf(scope, chat, parentId);
    const variables = rememberedVariables(project.prompts, chat?.variables ?? {}, given ?? {});
    const fileParts = (await requireFiles(scope, projectId, fileIds ?? [])).map((file) =>
      toFilePart(projectId, file),
    );
    const to = { chatId: ids.chatId, leafId: parent, message, variables, files: attachedTo(fileParts) };
    const { request, record, prepare } = await buildRequest(scope, project, to, pinned);
    const userMessageId = newId();
    const run = await launchRun(scope, {
      run: runOf(ids, project, request.model),
      ...(chat ? {} : { newChat: { title: titleFromMessage(message) } }),
      userMessage: {
        id: userMessageId,
        parentId: parent,
        parts: [...fileParts, { type: "text", text: message }],
        configId: record.configId,
      },
      assistantMessage: {
        parentId: userMessageId,
        parts: [],
        model: request.model,
        configId: record.configId,
        request: record,
      },
      request,
      ...(given ? { variables } : {}),
      ...(chat && parentId === undefined ? { seen: { leafId: parent } } : {}),
      ...(prepare ? { prepare } : {}),
    });
    if (!run) throw notFound(chat ? "Chat" : "Project");
    announceRun(scope.userId, run);
    if (!chat) improveTitle(scope, run, request.model, message);
    return run;
  });
}

/**
 * Another answer beside the first; a message of the user that got none may be named as well.
 * @throws not_found, `run_active`
 */
export async function regenerate(
  scope: Scope,
  chatId: string,
  messageId: string,
  key: string | null,
  target?: Target,
): Promise<RunHandle> {
  const body = { chatId, messageId, ...(target === undefined ? {} : { target }) };
  return startOnce(scope, { route: "regenerate", key, body, chatId }, async (ids) => {
    const { chat, project: draft, message } = await messageOf(scope, chatId, messageId);
    const question = message.role === "user" ? message : await questionOf(scope, message);
    const { project, pinned } = await resolveTarget(scope, draft, target);
    const { request, record, prepare } = await buildRequest(scope, project, replyTo(chat, question), pinned);
    const run = await launchRun(scope, {
      run: runOf(ids, project, request.model),
      assistantMessage: {
        parentId: question.id,
        parts: [],
        model: request.model,
        configId: record.configId,
        request: record,
      },
      request,
      ...(prepare ? { prepare } : {}),
    });
    if (!run) throw notFound("Chat");
    announceRun(scope.userId, run);
    return run;
  });
}

/**
 * Goes on from the end of a reply that was cut off: stopped, interrupted, failed, or at its token limit.
 * @throws not_found, `run_active`; `validation_failed` on `messageId` when there is nothing to continue
 */
export async function continueReply(
  scope: Scope,
  chatId: string,
  messageId: string,
  key: string | null,
): Promise<RunHandle> {
  return startOnce(scope, { route: "continue", key, body: { chatId, messageId }, chatId }, async (ids) => {
    const { chat, project: draft, message } = await messageOf(scope, chatId, messageId);
    await requireContinuable(scope, chatId, message);
    // A reply that failed before its first word begins anew, in its own place.
    const begun = textOf(message.parts) !== "";
    const to: ReplyTo = begun
      ? {
          chatId,
          leafId: message.id,
          message: null,
          variables: chat.variables,
          files: [],
          continues: message,
        }
      : replyTo(chat, await questionOf(scope, message));
    // The release that began the reply ends it, whatever is live by now.
    const { project, pinned } = await resolveTarget(scope, draft, message.request?.release ?? "draft");
    const { request, record, prepare } = await buildRequest(scope, project, to, pinned);
    const run = await launchRun(scope, {
      run: { ...runOf(ids, project, request.model), messageId },
      assistantMessage: {
        parentId: message.parentId,
        parts: begun ? message.parts : [],
        model: request.model,
        configId: record.configId,
        request: record,
      },
      resumeMessage: true,
      seen: { runId: message.runId },
      request,
      ...(prepare ? { prepare } : {}),
    });
    if (!run) throw notFound("Message");
    announceRun(scope.userId, run);
    return run;
  });
}

/** The reply as an AI SDK UI message stream, from its start. */
export function replyStream(run: RunHandle): ReadableStream<Uint8Array> {
  return viewRun(run.log, 0);
}

/** The answer of the plain mode, once the reply has ended. @throws what the provider's failure maps to */
export async function plainReply(run: RunHandle) {
  const { status, errorCode, errorMessage, parts, usage, model, finishReason } = await run.outcome;
  if (status === "failed") {
    const code = asCode(errorCode);
    throw new AppError(code, code === "provider_failed" && errorMessage ? { message: errorMessage } : {});
  }
  if (status === "interrupted")
    throw new AppError("busy", { message: "The server stopped during the reply" });
  const sources = parts.filter((part) => part.type === "source-document");
  return {
    message: textOf(parts),
    usage: usage ?? { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    chatId: run.chatId,
    messageId: run.messageId,
    model,
    finishReason,
    ...(sources.length > 0 ? { sources } : {}),
  };
}

const asCode = (code: string | null): ErrorCode =>
  errorCodes.find((known) => known === code) ?? "provider_failed";

const runOf = ({ runId, chatId, messageId }: RunIds, project: ProjectRecord, model: string) => ({
  id: runId,
  projectId: project.id,
  chatId,
  messageId,
  model,
});

async function requireProject(scope: Scope, projectId: string): Promise<ProjectRecord> {
  const project = await (await getStore()).projects.get(scope, projectId);
  if (!project) throw notFound("Project");
  return project;
}

async function chatOf(scope: Scope, project: ProjectRecord, chatId: string): Promise<ChatView> {
  await freeChat(scope, chatId);
  const chat = await requireChat(scope, chatId);
  if (chat.projectId !== project.id) throw notFound("Chat");
  return chat;
}

/** Absent: the active leaf; null: a new root. */
async function parentOf(
  scope: Scope,
  chat: ChatView | null,
  parentId: string | null | undefined,
): Promise<string | null> {
  if (parentId === null) return null;
  if (parentId === undefined) return chat?.activeLeafId ?? null;
  const store = await getStore();
  if (!chat || !(await store.messages.get(scope, chat.id, parentId))) throw notFound("Message");
  return parentId;
}

async function messageOf(scope: Scope, chatId: string, messageId: string) {
  await freeChat(scope, chatId);
  const chat = await requireChat(scope, chatId);
  const message = await (await getStore()).messages.get(scope, chatId, messageId);
  if (!message) throw notFound("Message");
  if (chat.running) throw new AppError("run_active");
  return { chat, project: await requireProject(scope, chat.projectId), message };
}

async function questionOf(scope: Scope, answer: MessageView): Promise<MessageView> {
  const store = await getStore();
  const question = answer.parentId && (await store.messages.get(scope, answer.chatId, answer.parentId));
  if (!question) throw notFound("Message");
  return question;
}

const replyTo = (chat: ChatView, question: MessageView): ReplyTo => ({
  chatId: question.chatId,
  leafId: question.parentId,
  message: textOf(question.parts),
  variables: chat.variables,
  files: attachedTo(question.parts),
});

async function requireContinuable(scope: Scope, chatId: string, message: MessageView): Promise<void> {
  const cut = message.status !== "complete" || message.finishReason === "length";
  if (message.role !== "assistant" || !cut) throw invalid("messageId", "There is nothing to continue");
  const leaf = await (await getStore()).messages.leafBelow(scope, chatId, message.id);
  if (leaf !== message.id) throw invalid("messageId", "Only the last reply of a branch can be continued");
}
