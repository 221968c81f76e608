import { z } from "zod";
import type { ApiOperation } from "./types";

const id = z.union([z.string(), z.number().int()]);
/** The revision before the last one lets a client send answers too; what is in a message is the protocol's own matter. */
const messageSchema = z.object({
  jsonrpc: z.literal("2.0"),
  id: id.optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
});
const answerSchema = z.object({
  jsonrpc: z.literal("2.0"),
  id: id.nullable().optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.object({ code: z.number().int(), message: z.string(), data: z.unknown().optional() }).optional(),
});

const answer = (status: number, description: string) => ({
  status,
  description,
  mediaType: "application/json",
  schema: answerSchema,
});

const metadataSchema = z.object({
  resource: z.string(),
  resource_name: z.string(),
  bearer_methods_supported: z.array(z.string()),
  scopes_supported: z.array(z.string()),
  resource_documentation: z.string(),
});

export const mcpOperations: ApiOperation[] = [
  {
    method: "get",
    path: "/.well-known/oauth-protected-resource/api/projects/{projectId}/mcp",
    id: "mcpMetadata",
    tag: "MCP",
    summary: "What opens a project's MCP server (RFC 9728)",
    description:
      "A 401 of the server points here by `resource_metadata`. API keys open it; there is no authorization server. The same for every id.",
    auth: "public",
    raw: [
      { status: 200, description: "The metadata", mediaType: "application/json", schema: metadataSchema },
    ],
  },
  {
    method: "post",
    path: "/api/projects/{projectId}/mcp",
    id: "mcp",
    tag: "MCP",
    summary: "The project as a server of the Model Context Protocol",
    description:
      "One JSON-RPC message of at most 1 MB; batches are refused. Speaks the revision 2026-07-28 and the handshakes before it, without a session. Tools: `ask`, `search_files`, `read_passage`. Only API keys with the scope `mcp` open it; a page of another origin than ours, or than the key names, is refused.",
    auth: "mcp",
    message: messageSchema,
    raw: [
      answer(200, "The answer, as JSON or as an event stream that ends with it"),
      {
        status: 200,
        description: "The answer, as JSON or as an event stream that ends with it",
        mediaType: "text/event-stream",
      },
      { status: 202, description: "A notification was taken" },
      answer(400, "The message is no request that the protocol knows"),
      answer(406, "`Accept` must name `application/json` and `text/event-stream`"),
    ],
    errors: ["too_large", "unsupported_media_type"],
  },
];
