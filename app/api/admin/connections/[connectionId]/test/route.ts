import { testConnection } from "@/lib/ai";
import { endpoint, operation } from "@/lib/http";
import { testConnectionSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    admin: true,
    body: testConnectionSchema,
    handle: async ({ principal, address, params, body }) => ({
      data: { test: await testConnection({ actorId: principal.userId, address }, params.connectionId, body) },
    }),
  }),
});
