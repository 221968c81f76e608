import { endpoint, operation } from "@/lib/http/endpoint";
import { pageQuerySchema } from "@/lib/schemas";
import { readShared } from "@/lib/services/shares";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "public",
    query: pageQuerySchema,
    handle: async ({ params, query }) => ({ data: { chat: await readShared(params.token, query) } }),
  }),
});
