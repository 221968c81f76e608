/**
 * The closed table of everything that can go wrong: code → HTTP status → public message.
 * Services, engines and the HTTP layer throw {@link AppError}; only `lib/http` turns one into a response.
 * Anything else that is thrown is answered as `internal` and shows no text of its own.
 */
const ERRORS = {
  validation_failed: { status: 400, message: "Validation failed" },
  malformed_json: { status: 400, message: "Malformed JSON in the request body" },
  user_exists: { status: 400, message: "User already exists with this email" },
  unauthenticated: { status: 401, message: "Authentication required" },
  invalid_credentials: { status: 401, message: "Invalid email or password" },
  forbidden: { status: 403, message: "Your role does not allow this" },
  missing_scope: { status: 403, message: "This credential does not allow this" },
  forbidden_origin: { status: 403, message: "This origin may not make this request" },
  not_found: { status: 404, message: "Not found" },
  route_not_found: { status: 404, message: "Route not found" },
  method_not_allowed: { status: 405, message: "Method not allowed" },
  run_active: { status: 409, message: "A reply is already being written in this chat" },
  stale_edit: { status: 409, message: "This was changed elsewhere since you opened it" },
  limit_reached: { status: 409, message: "Limit reached" },
  idempotency_mismatch: { status: 409, message: "This Idempotency-Key was used with another body" },
  gate_failed: { status: 409, message: "The release does not pass its gate" },
  too_large: { status: 413, message: "Request body too large" },
  unsupported_media_type: { status: 415, message: "Unsupported content type" },
  rate_limited: { status: 429, message: "Too many requests" },
  budget_exceeded: { status: 429, message: "The budget is spent" },
  internal: { status: 500, message: "Something went wrong!" },
  provider_failed: { status: 502, message: "Failed to generate AI response" },
  store_unavailable: { status: 503, message: "The database does not answer; try again shortly" },
  busy: { status: 503, message: "The server is busy; try again shortly" },
  provider_timeout: { status: 504, message: "The AI provider did not answer in time" },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** One entry per faulty field; `path` is dotted (`settings.temperature`). */
export type FieldError = { path: string; message: string };

export type AppErrorOptions = {
  /** Public text instead of the table's. Must never carry a driver's, provider's or user's secret text. */
  message?: string;
  errors?: FieldError[];
  /** Extra response headers, such as `Allow` or `Retry-After`. */
  headers?: Record<string, string>;
  /** Logged, never sent. */
  cause?: unknown;
};

// Next instantiates this module more than once (routes, pages, instrumentation), each with a class of its own; an error
// of one must be known to the others, for the store is opened by whoever comes first.
const BRAND = Symbol.for("chatbot-platform.app-error");

export class AppError extends Error {
  readonly [BRAND] = true;
  readonly code: ErrorCode;
  readonly status: number;
  readonly errors: FieldError[] | undefined;
  readonly headers: Record<string, string>;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.message ?? ERRORS[code].message, { cause: options.cause });
    this.name = "AppError";
    this.code = code;
    this.status = ERRORS[code].status;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
  }
}

/** 404 that names the kind of thing: foreign, malformed and missing ids all end here. */
export function notFound(what: string): AppError {
  return new AppError("not_found", { message: `${what} not found` });
}

/** 400 on one field. */
export function invalid(path: string, message: string): AppError {
  return new AppError("validation_failed", { errors: [{ path, message }] });
}

export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  if (!(error instanceof Error) || !(BRAND in error)) return false;
  return code === undefined || (error as AppError).code === code;
}

export const errorCodes = Object.keys(ERRORS) as ErrorCode[];
export function errorStatus(code: ErrorCode): number {
  return ERRORS[code].status;
}
export function errorMessage(code: ErrorCode): string {
  return ERRORS[code].message;
}
