import { recentSettings, requireRole } from "@/lib/auth";
import { freeChat, launchRun, type Reserve, type RunHandle } from "@/lib/chats/run";
import { titleFromMessage } from "@/lib/chats/title";
import { allConnections } from "@/lib/connections";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { afterCommit } from "@/lib/platform";
import { LIMITS, type SendMessageInput } from "@/lib/schemas";
import { type ChatView, DRAFT, getStore, type ProjectRecord, type Scope } from "@/lib/store";
import { announceRun } from "./announce";
import { requireChat } from "./chats";
import { requireFiles } from "./context/attachments";
import { buildRequest } from "./context/build-request";
import { resolveTarget } from "./context/target";
import { startOnce } from "./idempotency";
import { attachedTo, toFilePart } from "./prompt/attached";
import { rememberedVariables } from "./prompt/variables";
import { requireProject, runOf } from "./reply-base";
import { improveTitle } from "./titles";

/**
 * Stores a message and starts the reply to it. A visitor's takes from what `reserve` reserves.
 * @throws not_found for project, chat or parent; `run_active`; `validation_failed` when the message is too long for the
 *   model, on `variables.<name>` when one is missing, on `fileIds.<n>` for a file that is not there;
 *   `idempotency_mismatch`
 */
export async function sendMessage(
  scope: Scope,
  projectId: string,
  input: SendMessageInput,
  key: string | null,
  reserve?: Reserve,
): Promise<RunHandle> {
  const {
    message,
    chatId,
    parentId,
    fileIds,
    variables: given,
    target,
    model: chosen,
    effort: wanted,
  } = input;
  const files = fileIds?.length ? { fileIds } : {};
  // What is not given leaves the key's fingerprint as it was.
  const which = {
    ...(target === undefined ? {} : { target }),
    ...(chosen === undefined ? {} : { model: chosen }),
    ...(wanted === undefined ? {} : { effort: wanted }),
  };
  const body = { projectId, message, chatId, parentId, variables: given, ...files, ...which };
  return startOnce(scope, { route: "send", key, body, chatId }, async (ids) => {
    void readAhead(scope, projectId, chatId);
    const draft = await requireProject(scope, projectId);
    if (target !== undefined && target !== "live") requireRole(scope, "editor");
    const { project, pinned } = await resolveTarget(scope, draft, target);
    const chat = chatId === undefined ? null : await chatOf(scope, project, chatId);
    if (chat?.running) throw new AppError("run_active");
    const parent = await parentOf(scope, chat, parentId);
    const variables = rememberedVariables(project.prompts, chat?.variables ?? {}, given ?? {});
    const named = await requireFiles(scope, projectId, ids.chatId, fileIds ?? []);
    const fileParts = named.map((file) => toFilePart(projectId, file));
    const model = chosen === undefined ? (chat?.model ?? null) : chosen;
    const effort = wanted === undefined ? (chat?.effort ?? null) : wanted;
    const attached = attachedTo(fileParts);
    const to = { chatId: ids.chatId, leafId: parent, message, variables, model, effort, files: attached };
    const { request, record, prepare } = await buildRequest(scope, project, to, pinned);
    if (request.demo && scope.actor.kind === "visitor") request.demo.visited = true;
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
      files: named.filter((file) => file.chatId === DRAFT).map(({ id }) => id),
      ...(given ? { variables } : {}),
      ...(chat && parentId === undefined ? { seen: { leafId: parent } } : {}),
      ...(prepare ? { prepare } : {}),
      reserve,
    });
    if (!run) throw notFound(chat ? "Chat" : "Project");
    if (model !== (chat?.model ?? null) || effort !== (chat?.effort ?? null)) {
      const patch = { model, effort };
      await afterCommit("model", async () => (await getStore()).chats.update(scope, ids.chatId, patch));
    }
    announceRun(scope.userId, run);
    // For a visitor a title of the model's would cost tokens that no budget counts.
    if (!chat && scope.actor.kind !== "visitor") improveTitle(scope, project.id, run, request.model, message);
    return run;
  });
}

/** Asks at once for what the rules below ask for one after the other (see `readOnce`). Never rejects. */
async function readAhead(scope: Scope, projectId: string, chatId: string | undefined): Promise<void> {
  const { projects, releases, files, chats, runs, messages } = await getStore();
  await Promise.allSettled([
    projects.get(scope, projectId),
    releases.current(scope, projectId),
    files.list(scope, projectId, { limit: LIMITS.filesPerProject }),
    allConnections(),
    recentSettings(),
    ...(chatId === undefined
      ? []
      : [runs.active(scope, chatId), chats.get(scope, chatId), messages.ahead(scope, chatId)]),
  ]);
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
