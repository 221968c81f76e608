import { listModels, providerReachable } from "@/lib/ai";
import { endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    handle: async () => {
      const models = await listModels();
      return { data: { models, reachable: providerReachable() } };
    },
  }),
});
