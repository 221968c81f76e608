import type { NextRequest } from "next/server";
import { requestOrigin } from "@/lib/http";
import { PRODUCT_NAME } from "@/lib/product";

const METADATA = "/.well-known/oauth-protected-resource";

const pathOf = (projectId: string) => `/api/projects/${projectId}/mcp`;

/** What a 401 says: a bearer credential, and where it is described (RFC 9728). */
export function mcpChallenge({ headers, nextUrl }: Pick<NextRequest, "headers" | "nextUrl">): string {
  const url = `${requestOrigin(headers, nextUrl)}${METADATA}${nextUrl.pathname}`;
  const wrong = headers.has("authorization") ? 'error="invalid_token", ' : "";
  return `Bearer ${wrong}scope="mcp", resource_metadata="${url}"`;
}

/**
 * What opens a project's MCP server (RFC 9728): an API key in a header. No authorization server is named, for there is
 * none. The same for every id, whether a project has it or not.
 */
export function mcpResourceMetadata(projectId: string, origin: string) {
  return {
    resource: `${origin}${pathOf(encodeURIComponent(projectId))}`,
    resource_name: PRODUCT_NAME,
    bearer_methods_supported: ["header"],
    scopes_supported: ["mcp"],
    resource_documentation: `${origin}/docs/api#mcp`,
  };
}
