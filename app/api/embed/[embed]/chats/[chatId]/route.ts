import { visitOf } from "@/app/api/embed/visit";
import { deleteAsVisitor } from "@/lib/embed";
import { endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: operation({
    auth: "visitor",
    handle: async ({ params, ...call }) => {
      await deleteAsVisitor(visitOf(call), params.chatId);
      return { data: {} };
    },
  }),
});
