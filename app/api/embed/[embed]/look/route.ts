import { lookPage } from "@/lib/embed";
import { endpoint, hitVisit, operation } from "@/lib/http";
import { lookQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "public",
    limit: "none",
    framed: true,
    query: lookQuerySchema,
    handle: async ({ params, query, address }) => {
      await hitVisit(address);
      return lookPage(params.embed, query.origin);
    },
  }),
});
