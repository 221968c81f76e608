import { quotaRefused } from "@/lib/auth";
import { type AppError, isAppError } from "@/lib/errors";
import type { KeyRefusal } from "@/lib/store";

/*
 * Errors as OpenAI's clients read them: `{"error":{"message","type","param","code"}}`, all four keys always there.
 * https://platform.openai.com/docs/guides/error-codes
 */

type Details = {
  type?: string;
  param?: string | null;
  code?: string | null;
  headers?: Record<string, string>;
};

const BRAND = Symbol.for("chatbot-platform.dialect-error");

export class DialectError extends Error {
  readonly [BRAND] = true;
  readonly status: number;
  readonly type: string;
  readonly param: string | null;
  readonly code: string | null;
  readonly headers: Record<string, string>;

  constructor(status: number, message: string, details: Details = {}) {
    super(message);
    this.name = "DialectError";
    this.status = status;
    this.type = details.type ?? (status >= 500 ? "server_error" : "invalid_request_error");
    this.param = details.param ?? null;
    this.code = details.code ?? null;
    this.headers = details.headers ?? {};
  }

  toJSON() {
    const { message, type, param, code } = this;
    return { error: { message, type, param, code } };
  }
}

const isDialectError = (error: unknown): error is DialectError => error instanceof Error && BRAND in error;

/** A wait longer than this is not for a client's own retries to sit out. Milliseconds. */
const LONG_WAIT_MS = 60_000;
const SHOULD_NOT_RETRY = { "x-should-retry": "false" };

export function retryHeaders(waitMs: number): Record<string, string> {
  return {
    "Retry-After": String(Math.max(1, Math.ceil(waitMs / 1000))),
    "Retry-After-Ms": String(Math.max(1, Math.ceil(waitMs))),
    ...(waitMs > LONG_WAIT_MS ? SHOULD_NOT_RETRY : {}),
  };
}

/** A field that is not there, or not as it must be. `param` is written like `messages.[0].role`. */
export function faultyField(
  param: string,
  message: string,
  code: "missing_required_parameter" | "unsupported_value" = "unsupported_value",
): DialectError {
  return new DialectError(400, message, { param, code });
}

export function modelNotFound(model: string): DialectError {
  const shown = model.length > 100 ? `${model.slice(0, 100)}…` : model;
  return new DialectError(404, `The model \`${shown}\` does not exist or this key has no access to it.`, {
    code: "model_not_found",
  });
}

export function noKey(): DialectError {
  return new DialectError(
    401,
    "You didn't provide an API key. Send it in the Authorization header, as in: Authorization: Bearer YOUR_KEY.",
    { headers: { "WWW-Authenticate": "Bearer" } },
  );
}

export function wrongKey(masked: string): DialectError {
  return new DialectError(
    401,
    `Incorrect API key provided: ${masked}. It may have expired or been revoked.`,
    {
      code: "invalid_api_key",
      headers: { "WWW-Authenticate": "Bearer" },
    },
  );
}

/** What a key's ledger refused. */
export function overLimit(refusal: KeyRefusal): DialectError {
  const { reason, limit, used, wanted, waitMs } = refusal;
  if (reason === "budget") {
    const message = refusal.person
      ? quotaRefused(refusal).message
      : "The budget of this API key is spent. Raise it, or wait until its next day or month begins.";
    const quota = "insufficient_quota";
    const headers = { ...retryHeaders(waitMs), ...SHOULD_NOT_RETRY };
    return new DialectError(429, message, { type: quota, code: quota, headers });
  }
  const unit = { requests: "requests per min", tokens: "tokens per min", concurrent: "requests at once" };
  const message = `Rate limit reached on ${unit[reason]}: Limit ${limit}, Used ${used}, Requested ${wanted}. Please try again in ${durationText(waitMs)}.`;
  return new DialectError(429, message, {
    type: reason === "tokens" ? "tokens" : "requests",
    code: "rate_limit_exceeded",
    headers: retryHeaders(waitMs),
  });
}

/** `120ms`, `1.5s`, `6m0s`, as the headers of limits write it. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.max(0, Math.round(ms))}ms`;
  const seconds = Math.ceil(ms / 10) / 100;
  if (seconds < 60) return `${seconds}s`;
  const whole = Math.ceil(seconds);
  const [minutes, hours] = [Math.floor(whole / 60), Math.floor(whole / 3600)];
  if (hours > 0) return `${hours}h${minutes % 60}m${whole % 60}s`;
  return `${minutes}m${whole % 60}s`;
}

/** `messages.0.role` → `messages.[0].role`. */
export const toParam = (path: string): string => path.replace(/(^|\.)(\d+)(?=\.|$)/g, "$1[$2]");

/** Whatever was thrown. Text of unknown errors stays in the log. */
export function toDialect(error: unknown): DialectError {
  if (isDialectError(error)) return error;
  // Nobody reads it: the caller has left.
  if (error instanceof Error && error.name === "AbortError") return new DialectError(499, "The caller left.");
  if (!isAppError(error)) {
    return new DialectError(500, "The server had an error while processing your request. Sorry about that!", {
      headers: retryHeaders(1000),
    });
  }
  return ofApp(error);
}

function ofApp(error: AppError): DialectError {
  const { code, status, message, headers } = error;
  switch (code) {
    case "validation_failed": {
      const [fault] = error.errors ?? [];
      const param = fault ? toParam(fault.path) : null;
      return new DialectError(400, fault?.message ?? message, { param, code: "unsupported_value" });
    }
    case "malformed_json":
      return new DialectError(
        400,
        "We could not parse the JSON body of your request. The API expects a JSON payload.",
      );
    case "missing_scope":
      return new DialectError(403, "This API key lacks the scope that this request needs.", { code });
    case "rate_limited": {
      const wait = Number(headers["Retry-After"] ?? 1) * 1000;
      const limit = headers["RateLimit-Limit"];
      const text = `Rate limit reached on requests${limit ? `: Limit ${limit}` : ""}. Please try again in ${durationText(wait)}.`;
      const retry = { ...headers, ...retryHeaders(wait) };
      return new DialectError(429, text, { type: "requests", code: "rate_limit_exceeded", headers: retry });
    }
    case "budget_exceeded":
      return new DialectError(429, message, {
        type: "insufficient_quota",
        code: "insufficient_quota",
        headers: { ...headers, ...SHOULD_NOT_RETRY },
      });
    case "forbidden":
    case "forbidden_origin":
      return new DialectError(403, message, { code });
    case "idempotency_mismatch":
      return new DialectError(409, message, { code, headers: SHOULD_NOT_RETRY });
    case "not_found":
    case "unauthenticated":
    case "too_large":
    case "unsupported_media_type":
      return new DialectError(status, message, { headers });
    default:
      return new DialectError(status, message, {
        headers: status >= 500 ? { ...retryHeaders(1000), ...headers } : headers,
      });
  }
}
