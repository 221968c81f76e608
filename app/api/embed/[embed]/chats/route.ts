import { visitOf } from "@/app/api/embed/visit";
import { visitorChats } from "@/lib/embed";
import { endpoint, operation } from "@/lib/http";
import { pageQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "visitor",
    query: pageQuerySchema,
    handle: async ({ query, ...call }) => ({ data: await visitorChats(visitOf(call), query) }),
  }),
});
