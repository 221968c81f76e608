import { AppError, errorMessage, isAppError } from "@/lib/errors";
import { isGuardError } from "@/lib/platform";
import type { ReplyFailure } from "@/lib/schemas";
import { scrub } from "./scrub";

/** Of what a provider says, the first so many characters are looked at. */
const WORDS_MAX = 2_000;

/** An answer with a status of failure. Its message is for the log, without anything that looks like a key. */
export class ProviderAnswer extends Error {
  readonly status: number;
  readonly #said: { code: string; param: string; words: string };
  readonly retryAfterMs: number | null;

  constructor(status: number, text: string, retryAfterMs: number | null = null) {
    const said = errorIn(text);
    super(`provider answered ${status}: ${scrub(said)}`);
    const { code, type, param } = (typeof said === "object" ? said : {}) as Record<string, unknown>;
    this.status = status;
    this.#said = {
      code: String(code ?? type ?? ""),
      param: typeof param === "string" ? param : "",
      words: text.slice(0, WORDS_MAX),
    };
    this.retryAfterMs = retryAfterMs;
  }

  get code(): string {
    return this.#said.code;
  }

  get param(): string {
    return this.#said.param;
  }

  /** All that was said, bounded; neither shown to anybody nor logged. */
  get words(): string {
    return this.#said.words;
  }
}

function errorIn(text: string): NonNullable<unknown> {
  try {
    return (JSON.parse(text) as { error?: NonNullable<unknown> | null } | null)?.error ?? text;
  } catch {
    return text;
  }
}

const BUSY = new Set([429, 529]);
const TOO_LONG = /context.?length|context.?window|maximum context|too many tokens|too long/i;
const NO_MODEL = /model.{0,80}(not found|does not exist|not exist|unknown|invalid)|no such model/i;

/** The closed kinds of failure, and what can be done. */
const STEPS = {
  key: "the provider refused the key. Tell whoever runs this installation.",
  model: "the provider does not offer this model. Choose another in the project's settings.",
  long: "the conversation is too long for this model. Start a new chat, shorten the message or choose a larger model.",
  credit: "the provider's credit is used up. Tell whoever runs this installation.",
  busy: "the provider is busy.",
  address: "the provider's address may not be reached from here. Tell whoever runs this installation.",
  down: "the provider does not answer. Try again in a minute; if it goes on, tell whoever runs this installation.",
  cut: "the provider broke off. Continue, or try again.",
} as const;
type Kind = keyof typeof STEPS;

/** A failure said to people by its kind; never in the provider's words, which stay the cause. */
export function providerFailure(cause: unknown): AppError {
  const kind = kindOf(cause);
  const general = errorMessage("provider_failed");
  const message = kind === null ? general : `${general}: ${stepOf(kind, cause)}`;
  return new AppError("provider_failed", { message, cause });
}

const isBlocked = (cause: unknown) =>
  isGuardError(cause) && (cause.fault === "blocked" || cause.fault === "address");

/** Null: it says no more than that there was one. */
function kindOf(cause: unknown): Exclude<Kind, "down" | "cut"> | null {
  if (isBlocked(cause)) return "address";
  if (!(cause instanceof ProviderAnswer)) return null;
  const { status, code, words } = cause;
  if (status === 401 || status === 403) return "key";
  if (status === 402 || code === "insufficient_quota") return "credit";
  if (BUSY.has(status)) return "busy";
  if (status >= 500) return null;
  if (code === "context_length_exceeded" || TOO_LONG.test(words)) return "long";
  if (code === "model_not_found" || status === 404 || NO_MODEL.test(words)) return "model";
  return null;
}

/**
 * Whether another provider may do better: this one is away, busy, refuses the key or the model. Not where the request itself
 * was refused.
 */
export function isDown(error: unknown): boolean {
  if (isAppError(error, "provider_timeout")) return true;
  if (!isAppError(error, "provider_failed")) return false;
  const kind = kindOf(error.cause);
  if (kind !== null) return kind !== "long";
  return !(error.cause instanceof ProviderAnswer) || error.cause.status >= 500;
}

const stepOf = (kind: Kind, cause: unknown): string =>
  kind === "busy" && cause instanceof ProviderAnswer
    ? `${STEPS.busy} ${whenOf(cause.retryAfterMs)}`
    : STEPS[kind];

/**
 * What is kept with a reply that failed, and shown to people. A provider that said nothing of use is down, or broke off when
 * something of the reply had come (`begun`).
 */
export function replyFailure(error: unknown, begun: boolean): ReplyFailure {
  const general = errorMessage("provider_failed");
  if (!isAppError(error, "provider_failed") && !isAppError(error, "provider_timeout")) {
    return { kind: "internal", message: general };
  }
  const { cause } = error;
  const kind = kindOf(cause) ?? (begun ? "cut" : "down");
  return { kind, message: `${general}: ${stepOf(kind, cause)}` };
}

function whenOf(ms: number | null): string {
  if (ms === null || ms < 1_000) return "Try again in a minute.";
  const seconds = Math.ceil(ms / 1_000);
  if (seconds < 120) return `Try again in ${seconds} seconds.`;
  return `Try again in ${Math.ceil(seconds / 60)} minutes.`;
}

/**
 * How long a provider wants to be left alone, by a failure that it gave: null when it did not say that it is busy, 0 when it did
 * not say for how long. Milliseconds.
 */
export function busyFor(error: unknown): number | null {
  const cause = isAppError(error) ? error.cause : error;
  if (!(cause instanceof ProviderAnswer) || !BUSY.has(cause.status)) return null;
  return cause.code === "insufficient_quota" ? null : (cause.retryAfterMs ?? 0);
}
