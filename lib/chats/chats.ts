import type { z } from "zod";
import { forgetAtProvider } from "@/lib/ai";
import { projectScope } from "@/lib/auth";
import { stopRun } from "@/lib/chats/run";
import { AppError, notFound } from "@/lib/errors";
import { announce } from "@/lib/feed";
import { afterCommit } from "@/lib/platform";
import {
  type Chat,
  type ChatDetail,
  LIMITS,
  type PageQuery,
  type updateChatSchema,
  type VariableValues,
} from "@/lib/schemas";
import { type ChatView, getStore, type Scope } from "@/lib/store";
import { announceChat } from "./announce";
import { rememberedVariables } from "./prompt/variables";
import { toChat, toChatDetail } from "./shapes";

/** Newest activity first; archived ones only where they are asked for. @throws not_found for the project */
export async function listChats(
  scope: Scope,
  projectId: string,
  page: PageQuery & { pinned?: boolean; archived: boolean },
): Promise<{ chats: Chat[]; nextCursor: string | null }> {
  const store = await getStore();
  const [project, { items, nextCursor }] = await Promise.all([
    store.projects.get(scope, projectId),
    store.chats.list(scope, projectId, page),
  ]);
  if (!project) throw notFound("Project");
  return { chats: items.map(toChat), nextCursor };
}

/** Across projects, newest activity first, with the names of their projects. */
export async function recentChats(
  scope: Scope,
  limit: number,
): Promise<{ chat: Chat; projectName: string }[]> {
  const store = await getStore();
  const chats = await store.chats.recent(scope, limit);
  const projects = await Promise.all(
    [...new Set(chats.map(({ projectId }) => projectId))].map(async (id) => {
      // Some are others', shared with the caller, and may have been taken away since.
      const on = await projectScope({ userId: scope.userId }, id).catch(() => null);
      return on && store.projects.get(on, id);
    }),
  );
  const names = new Map(projects.flatMap((project) => (project ? [[project.id, project.name]] : [])));
  return chats.map((chat) => ({ chat: toChat(chat), projectName: names.get(chat.projectId) ?? "" }));
}

/** @throws not_found */
export async function getChat(scope: Scope, chatId: string): Promise<ChatDetail> {
  return toChatDetail(await requireChat(scope, chatId));
}

/** @throws not_found */
export async function requireChat(scope: Scope, chatId: string): Promise<ChatView> {
  const store = await getStore();
  const chat = await store.chats.get(scope, chatId);
  if (!chat) throw notFound("Chat");
  return chat;
}

/**
 * A title set here is never replaced. `activeLeafId` may be any message of the chat: the newest leaf below it becomes
 * the active one, so that a picked sibling shows the conversation that went on from it.
 * @throws not_found, missing_scope when a key would share it
 */
export async function updateChat(
  scope: Scope,
  chatId: string,
  input: z.infer<typeof updateChatSchema>,
): Promise<ChatDetail> {
  const store = await getStore();
  const before = await requireChat(scope, chatId);
  const { title, activeLeafId, variables, model, effort, pinned, archived, shared } = input;
  // What is everybody's to read is a person's to say.
  if (shared !== undefined && scope.actor.kind !== "user") throw new AppError("missing_scope");
  const leaf =
    activeLeafId === undefined ? undefined : await store.messages.leafBelow(scope, chatId, activeLeafId);
  if (leaf === null) throw notFound("Message");
  const patch = {
    ...(title === undefined ? {} : { title, titleSource: "manual" as const }),
    ...(leaf === undefined ? {} : { activeLeafId: leaf }),
    ...(variables === undefined ? {} : { variables: await asked(scope, before.projectId, variables) }),
    ...(model === undefined ? {} : { model }),
    ...(effort === undefined ? {} : { effort }),
    ...(pinned === undefined ? {} : { pinned }),
    ...(archived === undefined ? {} : { archived }),
    // Shared once more it keeps its place.
    ...(shared === undefined || shared === (before.sharedAt !== null)
      ? {}
      : { sharedAt: shared ? Date.now() : null }),
  };
  if (Object.keys(patch).length === 0) return toChatDetail(before);
  const chat = await store.chats.update(scope, chatId, patch);
  if (!chat) throw notFound("Chat");
  if ([title, pinned, archived, shared].some((value) => value !== undefined)) {
    announceChat(scope.userId, chatId);
  }
  return toChatDetail(chat);
}

/** The values that the project's prompts ask for. */
async function asked(scope: Scope, projectId: string, values: VariableValues): Promise<VariableValues> {
  const project = await (await getStore()).projects.get(scope, projectId);
  if (!project) throw notFound("Chat");
  return rememberedVariables(project.prompts, {}, values);
}

/** Stops a running reply first. @throws not_found */
export async function deleteChat(scope: Scope, chatId: string): Promise<void> {
  const store = await getStore();
  const { projectId } = await requireChat(scope, chatId);
  await stopRun(scope, chatId);
  const { items: own } = await store.files.list(scope, projectId, {
    limit: LIMITS.chatFilesPerProject,
    chatId,
  });
  if (!(await store.chats.remove(scope, chatId))) throw notFound("Chat");
  await afterCommit("copy", () => forgetAtProvider(own));
  if (scope.actor.kind === "visitor") return;
  await announce(scope.userId, projectId, { type: "chat-removed", projectId, chatId });
}

/** Idempotent. @throws not_found */
export async function stopChat(scope: Scope, chatId: string): Promise<{ stopped: boolean }> {
  const stopped = await stopRun(scope, chatId);
  if (!stopped) await requireChat(scope, chatId);
  return { stopped };
}
