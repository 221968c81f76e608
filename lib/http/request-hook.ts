import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { ADDRESS_HEADER } from "./address";
import { closeWhenStopping } from "./closing";
import { FOREIGN_METHOD_HEADER, FOREIGN_METHOD_PATH } from "./foreign-method";
import { OUTLET_HEADER, offerOutlet } from "./outlet";
import { apiPolicy, assetPolicy, SECURITY_HEADERS } from "./security-headers";

const UNDECODABLE_API = "/api/undecodable";
const UNDECODABLE_PAGE = "/undecodable";
const CARRIED = new Set(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]);
const INSTALLED = Symbol.for("chatbot-platform.request-hook");

/**
 * Sees every request of this process before Next does: Next can't tell a client's forwarded headers from a proxy's,
 * answers methods and paths it can't carry with a bare 400 or 500, and a route can't see the socket.
 */
export function installRequestHook(): void {
  const holder = globalThis as { [INSTALLED]?: true };
  if (holder[INSTALLED]) return;
  holder[INSTALLED] = true;
  subscribe("http.server.request.start", (message) => {
    const { request, response, server } = message as {
      request: IncomingMessage;
      response: ServerResponse;
      server: Server;
    };
    answerUnparsable(server);
    closeWhenStopping(server, response);
    prepareRequest(request);
    if (isApi(request.url ?? "/")) request.headers[OUTLET_HEADER] = offerOutlet(response);
    backstopHeaders(request, response);
  });
}

function prepareRequest(request: IncomingMessage): void {
  const { TRUST_PROXY, VERCEL } = env();
  const { headers } = request;
  delete headers[FOREIGN_METHOD_HEADER];
  delete headers[OUTLET_HEADER];
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
  if (!isDecodable(url)) request.url = api ? UNDECODABLE_API : UNDECODABLE_PAGE;
  else request.url = url;
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
    for (const [name, value] of Object.entries({ ...SECURITY_HEADERS, "Content-Security-Policy": policy })) {
      if (!response.hasHeader(name)) response.setHeader(name, value);
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

/** A whole HTTP/1.1 response for a parser's error code. */
export function unparsableAnswer(code: string | undefined): string {
  const foreignMethod = code === "HPE_INVALID_METHOD";
  const status = foreignMethod
    ? "405 Method Not Allowed"
    : code === "HPE_HEADER_OVERFLOW"
      ? "431 Request Header Fields Too Large"
      : code === "ERR_HTTP_REQUEST_TIMEOUT"
        ? "408 Request Timeout"
        : "400 Bad Request";
  const requestId = randomUUID();
  const failure = new AppError(foreignMethod ? "method_not_allowed" : "validation_failed");
  const message = foreignMethod ? failure.message : "The request could not be read";
  const body = JSON.stringify({ success: false, message, code: failure.code, requestId });
  const headers = {
    ...SECURITY_HEADERS,
    "Content-Security-Policy": apiPolicy(false),
    "X-Request-Id": requestId,
    ...(foreignMethod ? { Allow: [...CARRIED].join(", ") } : {}),
    "Content-Type": "application/json",
    "Content-Length": String(Buffer.byteLength(body)),
    Connection: "close",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\n${lines.join("")}\r\n${body}`;
}
