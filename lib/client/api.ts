import { clientText } from "@/lib/text/client";
import { redirectToSignIn } from "./sign-in-redirect";

export type FieldError = { path: string; message: string };

export type ApiOptions = {
  /** GET without a body, POST with one. */
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON; a FormData or Blob goes as it is. */
  body?: unknown;
  signal?: AbortSignal | undefined;
  headers?: Record<string, string>;
  /** Lets the request outlive the page (bodies up to 64 KB). */
  keepalive?: boolean;
};

/**
 * What went wrong with a request. `code` is one of the contract's codes, or `network` (status 0) when the server
 * could not be reached, or `http` when the answer was not the contract's.
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  /** One entry per faulty field, `path` dotted. */
  readonly errors: FieldError[];
  /** Seconds until another attempt makes sense. */
  readonly retryAfter: number | null;
  readonly requestId: string | null;

  constructor(init: {
    status: number;
    code: string;
    message: string;
    errors?: FieldError[] | undefined;
    retryAfter?: number | null;
    requestId?: string | null;
    cause?: unknown;
  }) {
    super(init.message, { cause: init.cause });
    this.name = "ApiError";
    this.status = init.status;
    this.code = init.code;
    this.errors = init.errors ?? [];
    this.retryAfter = init.retryAfter ?? null;
    this.requestId = init.requestId ?? null;
  }

  /** Whether the same request may succeed later without the person changing anything. */
  get retryable(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/**
 * Calls the product's own API and returns `data`.
 * @throws ApiError for every failure; an aborted request throws the signal's reason. A 401 also leads the person to
 *   sign in and back to this page.
 */
export async function api<T>(path: string, options: ApiOptions = {}): Promise<T> {
  const response = await request(path, options);
  if (response.status === 204) return undefined as T;
  const payload = await readJson(response);
  if (!isRecord(payload) || payload.success !== true) throw unexpectedAnswer(response);
  return payload.data as T;
}

/** Like {@link api}, but hands over the successful Response itself (streams, downloads). */
export async function request(path: string, options: ApiOptions = {}): Promise<Response> {
  const { body, signal, headers, keepalive } = options;
  const raw = body instanceof FormData || body instanceof Blob;
  let response: Response;
  try {
    response = await fetch(path, {
      method: options.method ?? (body === undefined ? "GET" : "POST"),
      headers: {
        Accept: "application/json",
        ...(body !== undefined && !raw ? { "Content-Type": "application/json" } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
      ...(keepalive ? { keepalive } : {}),
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    throw networkError(cause);
  }
  if (response.ok) return response;
  const error = await errorFrom(response);
  if (error.status === 401) redirectToSignIn();
  throw error;
}

export function networkError(cause?: unknown): ApiError {
  return new ApiError({
    status: 0,
    code: "network",
    message: clientText.request.unreachable,
    cause,
  });
}

/** The contract's failure as an {@link ApiError}; consumes the body. */
export async function errorFrom(response: Response): Promise<ApiError> {
  const payload = await readJson(response).catch(() => null);
  if (!isRecord(payload) || typeof payload.message !== "string") return unexpectedAnswer(response);
  return new ApiError({
    status: response.status,
    code: typeof payload.code === "string" ? payload.code : "http",
    message: payload.message,
    errors: fieldErrors(payload.errors),
    retryAfter: retryAfterSeconds(response.headers.get("Retry-After")),
    requestId: response.headers.get("X-Request-Id"),
  });
}

/** `Retry-After` is whole seconds or an HTTP date (RFC 9110, 10.2.3). */
export function retryAfterSeconds(value: string | null, now: number = Date.now()): number | null {
  if (value === null || value.trim() === "") return null;
  if (/^\d+$/.test(value.trim())) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000));
}

/** What to tell a person about any failure. */
export function messageOf(error: unknown): string {
  if (error instanceof ApiError) {
    if (error.code === "rate_limited") return clientText.request.tooMany(spell(error.retryAfter));
    const [first] = error.errors;
    return error.code === "validation_failed" && first ? first.message : error.message;
  }
  return clientText.request.wrong;
}

function spell(seconds: number | null): string {
  if (seconds === null) return clientText.request.moment;
  if (seconds < 90) return clientText.request.seconds(seconds);
  return clientText.request.minutes(Math.ceil(seconds / 60));
}

function unexpectedAnswer(response: Response): ApiError {
  return new ApiError({
    status: response.status,
    code: "http",
    message: clientText.request.unexpected,
    retryAfter: retryAfterSeconds(response.headers.get("Retry-After")),
    requestId: response.headers.get("X-Request-Id"),
  });
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

export function fieldErrors(value: unknown): FieldError[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry) =>
    isRecord(entry) && typeof entry.path === "string" && typeof entry.message === "string"
      ? [{ path: entry.path, message: entry.message }]
      : [],
  );
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
