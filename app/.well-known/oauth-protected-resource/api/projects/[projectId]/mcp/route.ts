import { endpoint, operation, requestOrigin } from "@/lib/http";
import { mcpResourceMetadata } from "@/lib/mcp";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "public",
    handle: async ({ request: { headers, nextUrl }, params }) =>
      Response.json(mcpResourceMetadata(params.projectId, requestOrigin(headers, nextUrl))),
  }),
});
