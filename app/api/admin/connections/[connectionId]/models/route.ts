import { listConnectionModels } from "@/lib/ai";
import { endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    admin: true,
    handle: async ({ params }) => ({ data: { models: await listConnectionModels(params.connectionId) } }),
  }),
});
