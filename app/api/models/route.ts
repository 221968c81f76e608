import { listModels, providersDown } from "@/lib/ai";
import { endpoint, operation } from "@/lib/http";
import { modelsQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    query: modelsQuerySchema,
    handle: async ({ query }) => {
      const models = await listModels(query.maxAge * 1_000);
      return { data: { models, ...(await providersDown()) } };
    },
  }),
});
