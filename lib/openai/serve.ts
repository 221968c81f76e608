import { randomUUID } from "node:crypto";
import type { NextRequest } from "next/server";
import { findKey, holdsSecret, maskPath, maskSecret, noteKeyUse, principalOfKey } from "@/lib/auth";
import { AppError } from "@/lib/errors";
import {
  addKeyOrigin,
  addSecurityHeaders,
  apiPolicy,
  clientAddress,
  FOREIGN_METHOD_HEADER,
  hitGeneral,
  isSecure,
  type Quota,
  report,
  requestOrigin,
  requireKeyOrigin,
} from "@/lib/http";
import type { KeyRecord } from "@/lib/store";
import { traceRequest } from "@/lib/watch";
import type { DialectCall, DialectMethod, DialectRoute } from "./call";
import { DialectError, durationText, noKey, toDialect, wrongKey } from "./errors";
import { EXPOSED, preflight } from "./origins";

const ROOT = "/api/v1";
type State = { requestId: string; key: KeyRecord | null; quota: Quota | null; call: DialectCall | null };
type AnyMethod = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE" | "OPTIONS";
export type DialectHandler = (request: NextRequest) => Promise<Response>;

/**
 * The handlers of everything under `/api/v1`: the same parts as `endpoint()`, in the other dialect. Errors of every kind are
 * OpenAI's, and only keys are a credential.
 */
export function serveDialect(routes: readonly DialectRoute[]): Record<AnyMethod, DialectHandler> {
  const answer = (request: NextRequest) =>
    respond(request, routes, (state) => perform(request, routes, state));
  return {
    GET: answer,
    POST: answer,
    PUT: answer,
    PATCH: answer,
    DELETE: answer,
    HEAD: async (request) => {
      const response = await answer(request);
      await response.body?.cancel();
      return new Response(null, { status: response.status, headers: response.headers });
    },
    OPTIONS: (request) =>
      request.headers.has(FOREIGN_METHOD_HEADER)
        ? answer(request)
        : respond(request, routes, () => preflight(request, methodsAt(routes, request.nextUrl.pathname))),
  };
}

async function perform(
  request: NextRequest,
  routes: readonly DialectRoute[],
  state: State,
): Promise<Response | object> {
  const { pathname, search } = request.nextUrl;
  const stated = request.headers.get(FOREIGN_METHOD_HEADER) ?? request.method;
  const method = stated === "HEAD" ? "GET" : stated;
  const found = match(routes, pathname);
  if (!found) {
    await hitGeneral(undefined, clientAddress(request.headers));
    throw unknownUrl(method, pathname);
  }
  const operation = found.route.methods[method as DialectMethod];
  if (!operation) {
    await hitGeneral(undefined, clientAddress(request.headers));
    const allowed = methodsAt(routes, pathname);
    throw new DialectError(405, `Not allowed to ${method} on ${maskPath(pathname)}.`, {
      code: "method_not_supported",
      headers: { Allow: allowed.join(", ") },
    });
  }
  const key = await authenticate(request, search, state);
  requireKeyOrigin(request, key);
  const principal = principalOfKey(key);
  if (!operation.scopes.some((scope) => key.scopes.includes(scope))) throw new AppError("missing_scope");
  const call: DialectCall = {
    request,
    requestId: state.requestId,
    key,
    principal,
    params: found.params,
    origin: requestOrigin(request.headers, request.nextUrl),
    allowance: null,
  };
  state.call = call;
  return operation.handle(call);
}

/** @throws 401 without a key that works, 429 when too many came */
async function authenticate(request: NextRequest, search: string, state: State): Promise<KeyRecord> {
  const address = clientAddress(request.headers);
  const authorization = request.headers.get("authorization")?.trim() ?? "";
  const credential = /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? "";
  const inUrl = holdsSecret(decodeURIComponent(search.replace(/%(?![0-9a-f]{2})/gi, "%25")));
  const key = credential && !inUrl ? await findKey(credential) : null;
  if (!key) {
    state.quota = await hitGeneral(undefined, address);
    if (inUrl) {
      const text =
        "An API key must never stand in a URL, where logs keep it. Send it in the Authorization header, and replace this one.";
      throw new DialectError(401, text, { code: "invalid_api_key" });
    }
    throw authorization === "" ? noKey() : wrongKey(maskSecret(credential || authorization));
  }
  state.key = key;
  state.quota = await hitGeneral(`key:${key.id}`, address);
  await noteKeyUse(key);
  return key;
}

function match(
  routes: readonly DialectRoute[],
  pathname: string,
): { route: DialectRoute; params: string[] } | null {
  const parts = pathname.slice(ROOT.length).split("/").filter(Boolean);
  for (const route of routes) {
    const wanted = route.path.split("/").filter(Boolean);
    if (wanted.length !== parts.length) continue;
    if (!wanted.every((part, at) => part === "*" || part === parts[at])) continue;
    return { route, params: parts.filter((_, at) => wanted[at] === "*").map(decodeURIComponent) };
  }
  return null;
}

function methodsAt(routes: readonly DialectRoute[], pathname: string): string[] {
  const found = match(routes, pathname);
  const methods = found ? Object.keys(found.route.methods) : [];
  return [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"];
}

function unknownUrl(method: string, pathname: string): DialectError {
  const url = maskPath(pathname).slice(0, 300);
  const doubled = pathname.startsWith(`${ROOT}/v1/`) || pathname === `${ROOT}/v1`;
  const hint = doubled ? `. The base URL is ${ROOT}, without another /v1` : "";
  return new DialectError(404, `Invalid URL (${method} ${url})${hint}`);
}

/** A request with its figures, its trace and its line in the log. */
function respond(
  request: NextRequest,
  routes: readonly DialectRoute[],
  answer: (state: State) => Promise<Response | object>,
): Promise<Response> {
  const { method, headers, nextUrl } = request;
  const path = match(routes, nextUrl.pathname)?.route.path;
  // Named as in the rest of the API: by what stands in the path, never by its value.
  const name = ROOT + (path?.replaceAll("*", ":id") ?? "/*");
  return traceRequest({ method, route: name, traceparent: headers.get("traceparent") }, () =>
    answerTo(request, name, answer),
  );
}

async function answerTo(
  request: NextRequest,
  name: string,
  answer: (state: State) => Promise<Response | object>,
): Promise<Response> {
  const started = performance.now();
  const state: State = { requestId: randomUUID(), key: null, quota: null, call: null };
  let response: Response;
  let thrown: unknown;
  try {
    const answered = await answer(state);
    response = answered instanceof Response ? answered : Response.json(answered);
  } catch (error) {
    thrown = error;
    const failure = toDialect(error);
    response = Response.json(failure, { status: failure.status, headers: failure.headers });
  }
  const { requestId, key } = state;
  const asked = { requestId, principal: key && principalOfKey(key) };
  report(request, name, asked, response.status, performance.now() - started, thrown);
  return finish(request, response, state);
}

async function finish(request: NextRequest, response: Response, state: State): Promise<Response> {
  const headers = new Headers(response.headers);
  headers.set("X-Request-Id", state.requestId);
  for (const [name, value] of Object.entries(limitHeaders(state))) {
    if (!headers.has(name)) headers.set(name, value);
  }
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  addKeyOrigin(headers, request.headers, state.key, EXPOSED);
  addSecurityHeaders(headers, apiPolicy(isSecure(request.headers, request.nextUrl)));
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

function limitHeaders({ quota, call }: State): Record<string, string> {
  const general = quota && {
    limit: quota.limit,
    remaining: quota.remaining,
    resetMs: quota.resetSeconds * 1000,
  };
  const windows = { requests: call?.allowance?.requests ?? general, tokens: call?.allowance?.tokens };
  return Object.fromEntries(
    Object.entries(windows).flatMap(([of, window]) =>
      window
        ? [
            [`X-RateLimit-Limit-${of}`, String(window.limit)],
            [`X-RateLimit-Remaining-${of}`, String(window.remaining)],
            [`X-RateLimit-Reset-${of}`, durationText(window.resetMs)],
          ]
        : [],
    ),
  );
}
