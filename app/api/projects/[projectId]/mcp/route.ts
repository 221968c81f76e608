import { endpoint, operation } from "@/lib/http";
import { serveMcp } from "@/lib/mcp";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({ auth: "mcp", handle: serveMcp }),
});
