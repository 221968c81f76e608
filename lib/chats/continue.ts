import { launchRun, type RunHandle } from "@/lib/chats/run";
import { invalid, notFound } from "@/lib/errors";
import { getStore, type MessageView, type Scope } from "@/lib/store";
import { announceRun } from "./announce";
import { buildRequest } from "./context/build-request";
import { resolveTarget } from "./context/target";
import { startOnce } from "./idempotency";
import type { ReplyTo } from "./prompt/request";
import { messageOf, questionOf, replyTo, runOf } from "./reply-base";
import { textOf } from "./shapes";

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
          model: chat.model,
          effort: chat.effort,
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

async function requireContinuable(scope: Scope, chatId: string, message: MessageView): Promise<void> {
  const cut = message.status !== "complete" || message.finishReason === "length";
  if (message.role !== "assistant" || !cut) throw invalid("messageId", "There is nothing to continue");
  const leaf = await (await getStore()).messages.leafBelow(scope, chatId, message.id);
  if (leaf !== message.id) throw invalid("messageId", "Only the last reply of a branch can be continued");
}
