import { createMcpHandler } from "@modelcontextprotocol/server";
import type { NextRequest } from "next/server";
import { type Principal, scopeOf } from "@/lib/auth";
import { AppError, notFound } from "@/lib/errors";
import { isConfiguredOrigin, isLoopback, readBytes, requestOrigin, requireJson } from "@/lib/http";
import { log } from "@/lib/log";
import { getStore, type KeyRecord, type Scope } from "@/lib/store";
import type { McpCall } from "./call";
import { mcpChallenge } from "./resource-metadata";
import { projectServer } from "./server";

/** A question may have 100,000 characters, of up to 6 bytes each once escaped. */
const MAX_BYTES = 1024 * 1024;

type Incoming = { request: NextRequest; requestId: string; principal: Principal; scope: Scope };

/**
 * One message of the Model Context Protocol, answered without a session: the 2026-07-28 revision and the handshakes
 * before it. https://modelcontextprotocol.io/specification/2026-07-28
 * @throws `missing_scope` without a key, `forbidden_origin`, `too_large`, `unsupported_media_type`
 */
export async function serveMcp({ request, requestId, principal, scope }: Incoming): Promise<Response> {
  if (principal.kind !== "key") {
    throw new AppError("missing_scope", { message: "An API key with the scope mcp is needed here" });
  }
  const { keys, projects } = await getStore();
  const [key, project] = await Promise.all([
    keys.get(scopeOf(principal), principal.keyId),
    projects.get(scope, scope.projectId ?? ""),
  ]);
  if (!key) throw new AppError("unauthenticated", { headers: { "WWW-Authenticate": mcpChallenge(request) } });
  if (!project) throw notFound("Project");
  requireGoodOrigin(request, key);
  requireJson(request.headers);
  const bytes = await readBytes(request, MAX_BYTES);
  const text = new TextDecoder().decode(bytes ?? new Uint8Array());
  if (isBatch(text)) return batchRefused();

  const origin = requestOrigin(request.headers, request.nextUrl);
  const dialect = { request, requestId, key, principal, params: [], origin, allowance: null };
  const call: McpCall = { scope, project, dialect };
  const handler = createMcpHandler(() => projectServer(call), {
    onerror: (err) => log().debug({ err }, "an MCP message was refused"),
  });
  const { method, headers, signal, url } = request;
  return handler.fetch(new Request(url, { method, headers, signal, body: text }));
}

/**
 * A page may call only from an origin that the key or the configuration names, or from this machine. That `Origin` is the
 * `Host` of the request proves nothing by itself: a page whose name was made to lead here sends the same.
 * @throws `forbidden_origin`
 */
function requireGoodOrigin({ headers, nextUrl }: NextRequest, key: KeyRecord): void {
  const origin = headers.get("origin");
  if (origin === null || key.origins.includes(origin) || isConfiguredOrigin(origin)) return;
  const ours = requestOrigin(headers, nextUrl);
  if (origin === ours && isLoopback(new URL(ours).hostname)) return;
  throw new AppError("forbidden_origin");
}

// Only the revision of 2025-03-26 had them; one call at a time is what a key's limits count.
const isBatch = (text: string) => /^\s*\[/.test(text);

function batchRefused(): Response {
  const error = { code: -32600, message: "Invalid Request: send one message at a time" };
  return Response.json({ jsonrpc: "2.0", id: null, error }, { status: 400 });
}
