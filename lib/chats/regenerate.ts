import { requireRole } from "@/lib/auth";
import { launchRun, type RunHandle } from "@/lib/chats/run";
import { notFound } from "@/lib/errors";
import type { Target } from "@/lib/schemas";
import type { Scope } from "@/lib/store";
import { announceRun } from "./announce";
import { buildRequest } from "./context/build-request";
import { resolveTarget } from "./context/target";
import { startOnce } from "./idempotency";
import { messageOf, questionOf, replyTo, runOf } from "./reply-base";

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
    if (target !== undefined && target !== "live") requireRole(scope, "editor");
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
