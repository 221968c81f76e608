import { visitOf } from "@/app/api/embed/visit";
import { rateAsVisitor } from "@/lib/embed";
import { endpoint, operation } from "@/lib/http";
import { visitorRatingSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PUT: operation({
    auth: "visitor",
    body: visitorRatingSchema,
    handle: async ({ params, body, ...call }) => {
      await rateAsVisitor(visitOf(call), params.chatId, params.messageId, body.rating);
      return { data: {} };
    },
  }),
});
