import { type Format, type RunHandle, viewRun } from "@/lib/chats/run";
import { AppError, type ErrorCode, errorCodes, errorMessage } from "@/lib/errors";
import { textOf } from "./shapes";

/** The reply as an AI SDK UI message stream, from its start. */
export function replyStream(run: RunHandle, format: Format = "ui"): ReadableStream<Uint8Array> {
  return viewRun(run.log, 0, format);
}

/** The answer of the plain mode, once the reply has ended. @throws what the provider's failure maps to */
export async function plainReply(run: RunHandle) {
  const { status, errorCode, errorMessage: told, parts, usage, model, finishReason } = await run.outcome;
  if (status === "failed") {
    const code = asCode(errorCode);
    throw new AppError(code, code === "provider_failed" ? { errors: stepsOf(told) } : {});
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

/** What can be done, where a failure's text says more than that there was one. */
function stepsOf(told: string | null) {
  const start = `${errorMessage("provider_failed")}: `;
  return told?.startsWith(start) ? [{ path: "model", message: told.slice(start.length) }] : undefined;
}

const asCode = (code: string | null): ErrorCode =>
  errorCodes.find((known) => known === code) ?? "provider_failed";
