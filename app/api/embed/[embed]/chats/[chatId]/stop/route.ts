import { visitOf } from "@/app/api/embed/visit";
import { stopAsVisitor } from "@/lib/embed";
import { endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "visitor",
    handle: async ({ params, ...call }) => ({ data: await stopAsVisitor(visitOf(call), params.chatId) }),
  }),
});
