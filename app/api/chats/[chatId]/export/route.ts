import { attachment, endpoint, operation } from "@/lib/http";
import { exportQuerySchema } from "@/lib/schemas";
import { exportChat } from "@/lib/transfer";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    query: exportQuerySchema,
    handle: async ({ scope, params, query }) => {
      const { filename, mediaType, body } = await exportChat(scope, params.chatId, query.format);
      const headers = { "Content-Type": mediaType, "Content-Disposition": attachment(filename) };
      return new Response(body, { headers });
    },
  }),
});
