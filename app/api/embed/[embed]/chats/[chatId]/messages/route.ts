import { visitOf } from "@/app/api/embed/visit";
import { visitorMessages } from "@/lib/embed";
import { endpoint, operation } from "@/lib/http";
import { pageQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "visitor",
    query: pageQuerySchema,
    handle: async ({ params, query, ...call }) => ({
      data: await visitorMessages(visitOf(call), params.chatId, query),
    }),
  }),
});
