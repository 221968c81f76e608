import { AppError, isAppError } from "@/lib/errors";
import type { Reply } from "./types";

export function success(reply: Exclude<Reply, Response>): Response {
  const { status = 200, message, data, headers } = reply;
  return Response.json(message === undefined ? { success: true, data } : { success: true, message, data }, {
    status,
    headers: headers ?? {},
  });
}

/** Whatever was thrown, as the contract's failure. Text of unknown errors stays in the log. */
export function failure(error: unknown, requestId: string): Response {
  const known = isAppError(error) ? error : new AppError("internal");
  const body = {
    success: false,
    message: known.message,
    code: known.code,
    ...(known.errors ? { errors: known.errors } : {}),
    requestId,
  };
  return Response.json(body, { status: known.status, headers: known.headers });
}
