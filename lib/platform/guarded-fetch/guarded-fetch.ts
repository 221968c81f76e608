import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { decodedBody } from "../decoded-body";
import { type Agents, agentsOf, checkedUrl } from "./agents";
import type { Guard } from "./destination";
import { GuardError, isGuardError } from "./guard-error";

export type GuardedRequest = Guard & {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  signal?: AbortSignal | null;
  /** For all of it: names, redirects, the whole body. Milliseconds. */
  timeoutMs?: number;
  /** Of the answer's body as it is after unpacking; more is a failure. */
  maxBytes?: number;
  /** Each target is checked as the first address was; 0: a redirect is a failure. */
  maxRedirects?: number;
};

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;
/** Left out where a redirect leads to another origin. */
const SECRETS =
  /^(authorization|cookie|proxy-authorization|api-key|x-api-key|x-goog-api-key|webhook-signature)$/i;

/**
 * A request to an address that somebody else has chosen. Every address of the host must be one that may be reached (public,
 * or allowed by `allowPrivate` or the operator), the connection is made to just those, and redirects are held to the same.
 * @returns the answer with its whole body, at most `maxBytes` (1 MiB), within `timeoutMs` (10 s)
 * @throws GuardError; the signal's reason when it was aborted
 */
export async function guardedFetch(address: string | URL, request: GuardedRequest = {}): Promise<Response> {
  const { signal, timeoutMs = TIMEOUT_MS, maxRedirects = 0 } = request;
  const overdue = AbortSignal.timeout(timeoutMs);
  const ended = signal ? AbortSignal.any([signal, overdue]) : overdue;
  const agents = agentsOf(request);
  try {
    let [url, sent] = [await checkedUrl(address, request), request];
    for (let redirects = 0; ; redirects += 1) {
      const response = await exchange(url, sent, agents, ended);
      const target = redirectOf(response, url);
      if (!target) return await answerOf(response, request.maxBytes ?? MAX_BYTES, ended);
      response.destroy();
      if (redirects >= maxRedirects) throw new GuardError("redirects");
      const next = await checkedUrl(target, request);
      if (url.protocol === "https:" && next.protocol === "http:") throw new GuardError("redirects");
      [url, sent] = [next, redirected(sent, response.statusCode ?? 0, url.origin === next.origin)];
    }
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    if (overdue.aborted) throw new GuardError("timeout");
    throw isGuardError(error) ? error : new GuardError("failed", { cause: error });
  } finally {
    agents.http.destroy();
    agents.https.destroy();
  }
}

function exchange(url: URL, request: GuardedRequest, agents: Agents, signal: AbortSignal) {
  const secure = url.protocol === "https:";
  const { body, method = "GET" } = request;
  return new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = (secure ? https : http).request(url, {
      method,
      agent: secure ? agents.https : agents.http,
      headers: {
        "accept-encoding": "identity",
        ...request.headers,
        ...(body === undefined ? {} : { "content-length": Buffer.byteLength(body) }),
      },
      signal,
    });
    // A name is resolved while the request waits; giving up must not wait for the resolver.
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    outgoing.on("error", reject);
    outgoing.on("response", resolve);
    outgoing.end(body);
  });
}

function redirectOf(response: IncomingMessage, from: URL): URL | null {
  const { statusCode = 0, headers } = response;
  if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) return null;
  if (!URL.canParse(headers.location, from.href)) throw new GuardError("redirects");
  return new URL(headers.location, from.href);
}

/** As browsers do it: what was posted is asked for by GET, but for 307 and 308. */
function redirected(request: GuardedRequest, status: number, sameOrigin: boolean): GuardedRequest {
  const { body, method = "GET", headers = {}, ...rest } = request;
  const keeps = status > 303 || method === "GET" || method === "HEAD";
  const kept = Object.entries(headers).filter(
    ([name]) => (sameOrigin || !SECRETS.test(name)) && (keeps || !/^content-/i.test(name)),
  );
  const next: GuardedRequest = { ...rest, method: keeps ? method : "GET", headers: Object.fromEntries(kept) };
  return keeps && body !== undefined ? { ...next, body } : next;
}

async function answerOf(response: IncomingMessage, maxBytes: number, signal: AbortSignal): Promise<Response> {
  const pieces: Buffer[] = [];
  let size = 0;
  const body = decodedBody(response);
  const stop = () => body.destroy(new GuardError("timeout"));
  signal.addEventListener("abort", stop, { once: true });
  response.on("error", (error) => body.destroy(error));
  try {
    for await (const piece of body) {
      pieces.push(piece);
      size += piece.length;
      if (size > maxBytes) throw new GuardError("too_large");
    }
  } finally {
    signal.removeEventListener("abort", stop);
    response.destroy();
  }
  const status = response.statusCode ?? 0;
  const empty = [204, 205, 304].includes(status) || status < 200;
  const headers = new Headers();
  for (const [name, values] of Object.entries(response.headersDistinct)) {
    if (/^(content-encoding|content-length|transfer-encoding)$/.test(name)) continue;
    for (const value of values ?? []) headers.append(name, value);
  }
  return new Response(empty ? null : Buffer.concat(pieces), { status: Math.max(200, status), headers });
}
