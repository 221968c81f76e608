import { caseFromMessage } from "@/lib/evals";
import { endpoint, operation } from "@/lib/http";
import { caseFromMessageSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "evals",
    role: "editor",
    body: caseFromMessageSchema,
    handle: async ({ scope, params, body }) => ({
      status: 201,
      message: "Case created",
      data: { case: await caseFromMessage(scope, params.chatId, params.messageId, body) },
    }),
  }),
});
