import { projectScope } from "@/lib/auth";
import { freeChat } from "@/lib/chats/run";
import { AppError, notFound } from "@/lib/errors";
import { announce } from "@/lib/feed";
import type { ChatDetail } from "@/lib/schemas";
import { getStore, type Scope } from "@/lib/store";
import { announceChat } from "./announce";
import { getChat, requireChat } from "./chats";

/**
 * Takes the caller's chat to another project that they may chat in. From the next message on that project's prompts, files and model
 * answer; what earlier replies were sent with stays behind (`docs/decisions/0043-a-chat-moves-without-its-requests.md`).
 * @throws not_found for the chat or the project; `run_active`; `chat_has_files`
 */
export async function moveChat(scope: Scope, chatId: string, projectId: string): Promise<ChatDetail> {
  await freeChat(scope, chatId);
  const chat = await requireChat(scope, chatId);
  const target = await projectScope({ userId: scope.userId }, projectId);
  if (chat.projectId === projectId) return getChat(target, chatId);
  const outcome = await (await getStore()).chats.move(scope, chatId, projectId);
  if (outcome === null) throw notFound("Chat");
  if (outcome === "run_active") throw new AppError("run_active");
  if (outcome === "files") throw new AppError("validation_failed", { message: HAS_FILES });
  await announce(scope.userId, chat.projectId, {
    type: "chat-removed",
    projectId: chat.projectId,
    chatId,
  });
  announceChat(scope.userId, chatId);
  return getChat(target, chatId);
}

const HAS_FILES =
  "Files are attached to this chat, and stay in its project. Make them the project’s first, or remove them";
