import { randomUUID } from "node:crypto";
import type { NextRequest } from "next/server";
import type { z } from "zod";
import {
  chatScope,
  DEVICE_COOKIE,
  fromAddress,
  type Principal,
  principalFromRequest,
  projectScope,
  requireAdmin,
  requirePermission,
  requireRole,
  scopeOf,
  slidCookie,
  testScope,
  visitorScope,
} from "@/lib/auth";
import { AppError } from "@/lib/errors";
import type { Scope } from "@/lib/store";
import { traceRequest } from "@/lib/watch";
import { clientAddress } from "./address";
import { isMultipart, readJson, requireJson, requireMultipart, validate } from "./body";
import { addCorsHeaders, EXPOSED } from "./cors";
import { FOREIGN_METHOD_HEADER } from "./foreign-method";
import { addKeyOrigin, addKeyPreflight, requireKeyOrigin } from "./key-origins";
import { hitCaller, hitSignInAccount, hitSignInAddress, type Quota, quotaHeaders } from "./limits";
import { isSecure, requireOwnOrigin } from "./origin";
import { report } from "./report";
import { failure, success } from "./respond";
import { routeOf } from "./route-name";
import { addFrameHeaders, addSecurityHeaders, apiPolicy } from "./security-headers";
import { requireRoomForStream, streamsOf } from "./stream-count";
import type { Auth, Call, Method, Operation, PathParams } from "./types";
import { whileAllowed } from "./while-allowed";

type AnyOperation = Operation<z.ZodType, z.ZodType, Auth>;
type Table = Partial<Record<Method, AnyOperation>>;
type Route = { table: Table; fallback: AnyOperation | undefined };
type Context = { params: Promise<unknown> };
export type RouteHandler = (request: NextRequest, context?: Context) => Promise<Response>;

const tables = new WeakMap<RouteHandler, Table>();

/** What a route serves, by its GET handler: the tests hold the API document against it. */
export function routeTable(get: RouteHandler): Table | undefined {
  return tables.get(get);
}

/** Identity, for the inference of `body` and `query`. */
export function operation<
  A extends Auth,
  B extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
>(op: Operation<B, Q, A>): Operation<B, Q, A> {
  return op;
}

/**
 * Handlers for every method of a route: identity, limits, origin, body and errors are dealt with here, the
 * operation only calls its service. Methods not in the table answer 405 with `Allow`, or what `fallback` says; HEAD is
 * GET without its body.
 */
export function endpoint(
  table: Table,
  fallback?: AnyOperation,
): Record<Method | "HEAD" | "OPTIONS", RouteHandler> {
  const route: Route = { table, fallback };
  const handler =
    (method: Method): RouteHandler =>
    (request, context) =>
      respond(request, context, table, (state) => perform(request, context, route, method, state));
  const get = handler("GET");
  tables.set(get, table);
  return {
    GET: get,
    HEAD: async (request, context) => withoutBody(await get(request, context)),
    POST: handler("POST"),
    PUT: handler("PUT"),
    PATCH: handler("PATCH"),
    DELETE: handler("DELETE"),
    OPTIONS: (request, context) =>
      respond(request, context, table, (state) =>
        request.headers.has(FOREIGN_METHOD_HEADER)
          ? perform(request, context, route, null, state)
          : preflight(request, table),
      ),
  };
}

async function preflight(request: NextRequest, table: Table): Promise<Response> {
  const headers = new Headers({ Allow: allowed(table) });
  const forKeys = Object.values(table).some(({ auth }) => auth !== "public" && auth !== "user");
  if (forKeys) await addKeyPreflight(headers, request.headers, allowed(table));
  return new Response(null, { status: 204, headers });
}

function allowed(table: Table): string {
  const methods = Object.keys(table) as Method[];
  return [...methods, ...(table.GET ? ["HEAD"] : []), "OPTIONS"].join(", ");
}

/** What is learnt on the way and shown in headers and log, however the request ends. */
type State = {
  requestId: string;
  address: string;
  principal: Principal | null;
  quota?: Quota;
  framed?: boolean;
};

async function perform(
  request: NextRequest,
  context: Context | undefined,
  { table, fallback }: Route,
  method: Method | null,
  state: State,
): Promise<Response> {
  const op = (method ? table[method] : undefined) ?? fallback;
  const params = ((await context?.params) ?? {}) as PathParams;
  let early: Promise<Settled> | null = null;
  const limit = typeof op?.limit === "function" ? op.limit(request) : op?.limit;
  if (limit !== "none") {
    state.principal = await principalFromRequest(
      request.headers,
      request.cookies,
      isSecure(request.headers, request.nextUrl),
    );
    // Asked for together: over the network each question costs a round trip.
    early = op && op.auth !== "public" && state.principal ? settled(scopeFor(state.principal, params)) : null;
    state.quota = await hitCaller(state.principal, state.address);
  }
  if (!op) throw new AppError("method_not_allowed", { headers: { Allow: allowed(table) } });
  const { principal } = state;
  if (op.auth !== "public") {
    const challenge = op.challenge?.(request) ?? "Bearer";
    if (!principal) throw new AppError("unauthenticated", { headers: { "WWW-Authenticate": challenge } });
    requirePermission(principal, op.auth);
    if (principal.kind === "key") requireKeyOrigin(request, principal);
  }
  if (principal?.via === "cookie" && method !== "GET") {
    requireOwnOrigin(request.headers, request.nextUrl, op.csrf === "token" ? "allow" : "refuse");
  }
  // What a visitor holds is kept by our own page, framed or not: no other site's script has a use for it.
  if (principal?.kind === "visitor" && method !== "GET")
    requireOwnOrigin(request.headers, request.nextUrl, "allow");
  if (limit === "sign-in") state.quota = tighter(state.quota, await hitSignInAddress(state.address));

  const { body: bodySchema, query: querySchema } = op;
  const query =
    querySchema && (await validate(querySchema, Object.fromEntries(request.nextUrl.searchParams)));
  // Before the body: who may not do this need not send it.
  const scope = op.auth !== "public" && principal ? await scopeOfCall(early, principal, params) : null;
  if (scope && op.role) requireRole(scope, op.role);
  if (scope && op.admin) await requireAdmin(scope.userId);
  if (bodySchema === "multipart") requireMultipart(request.headers);
  if (bodySchema === "document" && !isMultipart(request.headers)) requireJson(request.headers);
  const body =
    bodySchema && typeof bodySchema !== "string"
      ? await validate(bodySchema, await readJson(request))
      : undefined;
  if (limit === "sign-in" && hasEmail(body)) {
    const device = request.cookies.get(DEVICE_COOKIE)?.value;
    state.quota = tighter(state.quota, await hitSignInAccount(body.email, state.address, device));
  }
  const call = {
    request,
    requestId: state.requestId,
    params,
    body,
    query,
    address: state.address,
    principal,
    scope,
  };
  // A stream that is only watched may be refused; one that comes with a reply is bounded as the reply is.
  if (op.streams && principal) requireRoomForStream(streamsOf(principal));
  state.framed = op.framed ?? false;
  const reply = await op.handle(call as unknown as Call<unknown, unknown, Auth>);
  return reply instanceof Response ? whileAllowed(reply, principal) : success(reply);
}

type Settled = { scope: Scope } | { error: unknown };

const settled = (work: Promise<Scope>): Promise<Settled> =>
  work.then(
    (scope) => ({ scope }),
    (error) => ({ error }),
  );

async function scopeOfCall(
  early: Promise<Settled> | null,
  principal: Principal,
  params: Partial<PathParams>,
): Promise<Scope> {
  const found = early && (await early);
  if (!found) return scopeFor(principal, params);
  if ("error" in found) throw found.error;
  return found.scope;
}

/** @throws not_found when the path names a project, or a chat in one, that is not for them */
async function scopeFor(principal: Principal, params: Partial<PathParams>): Promise<Scope> {
  if (principal.kind === "visitor") return visitorScope(principal, params.embed);
  if (params.projectId !== undefined) return projectScope(principal, params.projectId);
  if (params.chatId !== undefined) return chatScope(principal, params.chatId);
  if (params.setId !== undefined) return testScope(principal, "set", params.setId);
  if (params.caseId !== undefined) return testScope(principal, "case", params.caseId);
  return scopeOf(principal);
}

function hasEmail(body: unknown): body is { email: string } {
  return typeof body === "object" && body !== null && "email" in body && typeof body.email === "string";
}

function tighter(a: Quota | undefined, b: Quota): Quota {
  return a && a.remaining < b.remaining ? a : b;
}

async function respond(
  request: NextRequest,
  context: Context | undefined,
  table: Table,
  answer: (state: State) => Promise<Response>,
): Promise<Response> {
  const route = routeOf(request.nextUrl.pathname, await context?.params);
  const { method, headers } = request;
  return traceRequest({ method, route, traceparent: headers.get("traceparent") }, () =>
    answerTo(request, route, table, answer),
  );
}

async function answerTo(
  request: NextRequest,
  route: string,
  table: Table,
  answer: (state: State) => Promise<Response>,
): Promise<Response> {
  const started = performance.now();
  const state: State = {
    requestId: randomUUID(),
    address: clientAddress(request.headers),
    principal: null,
  };
  let response: Response;
  let thrown: unknown;
  try {
    response = await fromAddress(state.address, () => answer(state));
  } catch (error) {
    thrown = error;
    response = failure(error, state.requestId);
  }
  response = await withSlidCookie(request, response, state.principal);
  const ms = performance.now() - started;
  report(request, route, state, response.status, ms, thrown);
  return finish(request, response, state, table);
}

/** A session is prolonged while it is used, and its cookie with it; an answer that sets the cookie itself knows better. */
async function withSlidCookie(
  request: NextRequest,
  response: Response,
  principal: Principal | null,
): Promise<Response> {
  if (principal?.kind !== "user" || !principal.ageing) return response;
  if (response.headers.getSetCookie().some((cookie) => cookie.includes("session-token="))) return response;
  const secure = isSecure(request.headers, request.nextUrl);
  const cookie = await slidCookie(principal.sessionId, secure).catch(() => null);
  if (cookie === null) return response;
  const headers = new Headers(response.headers);
  headers.append("Set-Cookie", cookie);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

function finish(request: NextRequest, response: Response, state: State, table: Table): Response {
  // A handler's own Response may have fixed headers.
  const headers = new Headers(response.headers);
  headers.set("X-Request-Id", state.requestId);
  if (state.quota) {
    for (const [name, value] of Object.entries(quotaHeaders(state.quota))) {
      if (!headers.has(name)) headers.set(name, value);
    }
  }
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  const { principal } = state;
  addKeyOrigin(headers, request.headers, principal?.kind === "key" ? principal : null, EXPOSED);
  addCorsHeaders(headers, request.headers, request.method === "OPTIONS" ? allowed(table) : undefined);
  // What went wrong is told in no frame.
  const add = state.framed && response.ok ? addFrameHeaders : addSecurityHeaders;
  add(headers, apiPolicy(isSecure(request.headers, request.nextUrl)));
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

async function withoutBody(response: Response): Promise<Response> {
  await response.body?.cancel();
  return new Response(null, { status: response.status, headers: response.headers });
}
