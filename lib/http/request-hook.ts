import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { env } from "@/lib/env";
import { perProcess } from "@/lib/platform";
import { ADDRESS_HEADER } from "./address";
import { closeWhenStopping } from "./closing";
import { guardConnections, guardRequest } from "./connections";
import { FOREIGN_METHOD_HEADER, FOREIGN_METHOD_PATH } from "./foreign-method";
import { apiPolicy, assetPolicy, SECURITY_HEADERS } from "./security-headers";
import { CARRIED, unparsableAnswer } from "./unparsable";

const UNDECODABLE_API = "/api/undecodable";
/** The dialect of OpenAI's clients has errors of its own. */
const DIALECT = /^\/api\/v1(?=[/?#]|$)/;
const UNDECODABLE_IN_DIALECT = "/api/v1/undecodable";
const UNDECODABLE_PAGE = "/undecodable";

/**
 * Sees every request of this process before Next does: Next can't tell a client's forwarded headers from a proxy's,
 * answers methods and paths it can't carry with a bare 400 or 500, and a route can't see the socket.
 */
export function installRequestHook(): void {
  const hook = perProcess("request-hook", () => ({ installed: false }));
  if (hook.installed) return;
  hook.installed = true;
  guardConnections();
  subscribe("http.server.request.start", (message) => {
    const { request, response, server } = message as {
      request: IncomingMessage;
      response: ServerResponse;
      server: Server;
    };
    answerUnparsable(server);
    guardRequest(server, request, response);
    closeWhenStopping(server, response);
    prepareRequest(request);
    backstopHeaders(request, response);
  });
}

function prepareRequest(request: IncomingMessage): void {
  const { TRUST_PROXY, VERCEL } = env();
  const { headers } = request;
  delete headers[FOREIGN_METHOD_HEADER];
  if (!VERCEL) {
    headers[ADDRESS_HEADER] = addressBehind(
      headers["x-forwarded-for"],
      request.socket.remoteAddress,
      TRUST_PROXY,
    );
    if (TRUST_PROXY === 0) dropForwarded(headers);
  }
  const url = pathOf(request.url ?? "/");
  const api = isApi(url);
  request.url = carried(url);
  const method = request.method ?? "GET";
  if (CARRIED.has(method)) return;
  headers[FOREIGN_METHOD_HEADER] = method;
  request.method = "OPTIONS";
  if (!api) request.url = FOREIGN_METHOD_PATH;
}

/**
 * The address that the outermost of our own proxies saw: each one appends what it saw, so it is counted from the end,
 * and what a client wrote in front is never reached.
 */
export function addressBehind(
  forwarded: string | string[] | undefined,
  socket: string | undefined,
  trustedProxies: number,
): string {
  const listed = trustedProxies > 0 ? String(forwarded ?? "").split(",") : [];
  const chain = [...listed.map((entry) => entry.trim()).filter(Boolean), socket ?? ""];
  return chain[Math.max(0, chain.length - 1 - trustedProxies)] ?? "";
}

function dropForwarded(headers: IncomingMessage["headers"]): void {
  for (const name of Object.keys(headers)) {
    if (name.startsWith("x-forwarded-") || name === "forwarded" || name === "x-real-ip") delete headers[name];
  }
}

/**
 * The path as Next can carry it: one that can't be decoded is led to a 404 of its kind, and a slash at the end of the
 * dialect's, which Next would answer with a redirect of no form of ours, is no part of it.
 */
export function carried(url: string): string {
  const dialect = DIALECT.test(url);
  if (!isDecodable(url)) {
    if (dialect) return UNDECODABLE_IN_DIALECT;
    return isApi(url) ? UNDECODABLE_API : UNDECODABLE_PAGE;
  }
  return dialect ? url.replace(/^([^?#]*)\/(?=[?#]|$)/, "$1") : url;
}

/** `GET http://host/path` is allowed by RFC 9112 (3.2.2); anything else without a path has no route. */
function pathOf(url: string): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, "");
  if (path.startsWith("/")) return path;
  return path === "" || path.startsWith("?") ? `/${path}` : UNDECODABLE_API;
}

function isApi(url: string): boolean {
  return /^\/(api|health)(?=[/?#]|$)/.test(url);
}

function isDecodable(url: string): boolean {
  try {
    decodeURIComponent(url.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

/** Responses that no route, page or rule of ours made (redirects, Next's own errors) get the headers as they leave. */
function backstopHeaders(request: IncomingMessage, response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  response.writeHead = ((...args: unknown[]) => {
    const secure = request.headers["x-forwarded-proto"] === "https";
    const policy = isApi(request.url ?? "/") ? apiPolicy(secure) : assetPolicy(secure);
    // Whoever set a policy said in it who may frame the answer; the widget's page names other sites, which this header can't.
    const framing = response.hasHeader("Content-Security-Policy") ? ["X-Frame-Options"] : [];
    for (const [name, value] of Object.entries({ ...SECURITY_HEADERS, "Content-Security-Policy": policy })) {
      if (!response.hasHeader(name) && !framing.includes(name)) response.setHeader(name, value);
    }
    return writeHead(...args);
  }) as ServerResponse["writeHead"];
}

const answering = new WeakSet<Server>();

/** What Node's parser gives up on (a method it never heard of, headers beyond its limit) never becomes a request. */
function answerUnparsable(server: Server): void {
  if (answering.has(server)) return;
  answering.add(server);
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable || error.code === "ECONNRESET") return void socket.destroy();
    socket.end(unparsableAnswer(error.code));
  });
}
