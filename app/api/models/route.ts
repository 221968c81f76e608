import { listModels } from "@/lib/ai/offered-models";
import { endpoint, operation } from "@/lib/http/endpoint";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    handle: async () => ({ data: { models: await listModels() } }),
  }),
});
