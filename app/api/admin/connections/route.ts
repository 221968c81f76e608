import { createConnection, listConnections } from "@/lib/ai";
import { endpoint, operation } from "@/lib/http";
import { createConnectionSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    admin: true,
    handle: async () => ({ data: { connections: await listConnections() } }),
  }),
  POST: operation({
    auth: "user",
    admin: true,
    body: createConnectionSchema,
    handle: async ({ principal, address, body }) => ({
      status: 201,
      message: "Connection created",
      data: { connection: await createConnection({ actorId: principal.userId, address }, body) },
    }),
  }),
});
