import { endpoint, operation } from "@/lib/http";
import { mcpChallenge, serveMcp } from "@/lib/mcp";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({ auth: "mcp", challenge: mcpChallenge, handle: serveMcp }),
});
