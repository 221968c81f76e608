import http from "node:http";
import https from "node:https";
import { AppError } from "@/lib/errors";
import { checkedUrl, decodedBody, guardedAgents } from "@/lib/platform";
import { ProviderAnswer, providerFailure } from "./provider-error";

/**
 * The one HTTP request on the hot path: a POST whose answer is read as it arrives. Made with node:http(s) and not
 * with `fetch`, whose web streams cost 1.6 times the CPU per delta (docs/decisions/0012-own-provider-stream.md).
 */
export type StreamRequest = {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** Null: the address is the operator's own word. */
  guard: { allowPrivate: boolean } | null;
  signal: AbortSignal;
  /** Until the first byte of the answer's body, over all attempts. */
  firstByteMs: number;
  /** Between two chunks. */
  idleMs: number;
  /** A failure is final; only a pooled connection that was closed meanwhile is replaced. */
  once?: boolean;
};
export type StreamHandlers = {
  /** Called once, before the first byte. */
  open(contentType: string): void;
  /** True: that was the last that matters; the rest of the body is not waited for. */
  bytes(chunk: Buffer): boolean;
  /** Asked after each chunk. True: all that matters is there, silence or a cut from here on is the end and no failure. */
  ending?(): boolean;
};

/** Longest `Retry-After` that is waited for; a provider that wants more has failed. Milliseconds. */
export const RETRY_AFTER_MAX_MS = 10_000;
const RETRY_DEFAULT_MS = 500;
const ERROR_BODY_MAX = 16 * 1024;
const LINGER_MS = 1_000;
/** For what may still come when the answer has ended, such as usage; some servers leave out `[DONE]` and stay open. */
const END_GRACE_MS = 1_000;

const AGENT_OPTIONS = { keepAlive: true, keepAliveMsecs: 30_000, maxFreeSockets: 64 };
const OWN_AGENTS = { http: new http.Agent(AGENT_OPTIONS), https: new https.Agent(AGENT_OPTIONS) };

/**
 * Resolves when the body has been read to its end. One retry, before the first byte, on 429, 5xx and a refused or
 * reset connection.
 * @throws `provider_failed`, `provider_timeout`; the signal's reason when it was aborted.
 */
export async function postStream(request: StreamRequest, handlers: StreamHandlers): Promise<void> {
  if (request.guard) await checkedUrl(request.url, request.guard).catch(refuse);
  const deadline = Date.now() + request.firstByteMs;
  const first = await attempt(request, handlers, deadline);
  if (first === null) return;
  const { retryInMs } = first;
  if (retryInMs === null || Date.now() + retryInMs >= deadline) throw first.error;
  if (request.once && retryInMs > 0) throw first.error;
  await pause(retryInMs, request.signal);
  const second = await attempt(request, handlers, deadline);
  if (second !== null) throw second.error;
}

function refuse(cause: unknown): never {
  throw providerFailure(cause);
}

type Failure = { error: AppError; retryInMs: number | null };

/** Null: read to the end. A {@link Failure}: nothing was passed on. Throws once something was, and when aborted. */
function attempt(
  request: StreamRequest,
  handlers: StreamHandlers,
  deadline: number,
): Promise<Failure | null> {
  const { signal } = request;
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const secure = request.url.startsWith("https:");
    const agents = request.guard ? guardedAgents(request.guard.allowPrivate) : OWN_AGENTS;
    let opened = false;
    const settle = (act: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      act();
      outgoing.destroy();
    };
    const onTimeout = () => settle(() => reject(new AppError("provider_timeout")));
    const onAbort = () => settle(() => reject(signal.reason));
    let timer = setTimeout(onTimeout, Math.max(1, deadline - Date.now()));
    let heardAt = 0;
    // Checks when a silence could be over, instead of setting the timer anew with each of many chunks.
    const onIdle = () => {
      const left = heardAt + request.idleMs - performance.now();
      if (left < 1) onTimeout();
      else timer = setTimeout(onIdle, left);
    };
    const outgoing = (secure ? https : http).request(request.url, {
      method: "POST",
      agent: secure ? agents.https : agents.http,
      headers: { ...request.headers, "Content-Length": Buffer.byteLength(request.body) },
    });
    signal.addEventListener("abort", onAbort, { once: true });
    const broken = (cause: unknown) =>
      settle(() => {
        const error = providerFailure(cause);
        if (opened && handlers.ending?.()) resolve(null);
        else if (opened) reject(error);
        else resolve({ error, retryInMs: retryDelay(cause, outgoing.reusedSocket) });
      });
    outgoing.on("error", broken);
    outgoing.on("response", (response) => {
      response.on("error", broken);
      const status = response.statusCode ?? 0;
      if (status < 200 || status > 299) {
        readError(response, status).then((failure) => settle(() => resolve(failure)), broken);
        return;
      }
      const body = decodedBody(response);
      if (body !== response) body.on("error", broken);
      body.on("data", (chunk: Buffer) => {
        try {
          heardAt = performance.now();
          if (!opened) {
            opened = true;
            clearTimeout(timer);
            timer = setTimeout(onIdle, request.idleMs);
            handlers.open(String(response.headers["content-type"] ?? ""));
          }
          if (handlers.bytes(chunk)) finish();
          else if (handlers.ending?.()) {
            clearTimeout(timer);
            timer = setTimeout(() => settle(() => resolve(null)), END_GRACE_MS);
          }
        } catch (error) {
          settle(() => reject(error));
        }
      });
      // The socket goes back to the pool if the server ends the body soon, as it should after its last event.
      const finish = () => {
        clearTimeout(timer);
        signal.removeEventListener("abort", onAbort);
        resolve(null);
        timer = setTimeout(() => outgoing.destroy(), LINGER_MS).unref();
      };
      body.on("end", () => {
        finish();
        clearTimeout(timer);
      });
      response.on("close", () => {
        if (!response.complete) broken(new Error("the provider closed the connection"));
      });
    });
    outgoing.end(request.body);
  });
}

async function readError(response: http.IncomingMessage, status: number): Promise<Failure> {
  let text = "";
  for await (const chunk of decodedBody(response)) {
    text += String(chunk);
    if (text.length > ERROR_BODY_MAX) break;
  }
  const wanted = retryAfterMs(response.headers["retry-after"]);
  const answer = new ProviderAnswer(status, text, wanted);
  const error = providerFailure(answer);
  const spent = answer.code === "insufficient_quota";
  if (spent || (status !== 429 && status < 500)) return { error, retryInMs: null };
  return {
    error,
    retryInMs: wanted !== null && wanted > RETRY_AFTER_MAX_MS ? null : (wanted ?? RETRY_DEFAULT_MS),
  };
}

/** Seconds or an HTTP date → milliseconds from now. */
export function retryAfterMs(value: string | undefined, now: number = Date.now()): number | null {
  if (!value) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** A pooled connection that the server had closed meanwhile is no reason to wait. */
function retryDelay(cause: unknown, reusedSocket: boolean): number | null {
  const code = String((cause as { code?: unknown } | null)?.code);
  if (!["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EAI_AGAIN"].includes(code)) return null;
  return reusedSocket ? 0 : RETRY_DEFAULT_MS;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    signal.addEventListener("abort", onAbort, { once: true });
  });
}
