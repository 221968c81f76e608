import { endpoint, operation } from "@/lib/http/endpoint";
import { listModels } from "@/lib/services/models";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    handle: async () => ({ data: { models: await listModels() } }),
  }),
});
