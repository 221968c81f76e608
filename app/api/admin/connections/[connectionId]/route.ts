import { changeConnection, deleteConnection } from "@/lib/ai";
import { endpoint, operation } from "@/lib/http";
import { changeConnectionSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: operation({
    auth: "user",
    admin: true,
    body: changeConnectionSchema,
    handle: async ({ principal, address, params, body }) => {
      const by = { actorId: principal.userId, address };
      const connection = await changeConnection(by, params.connectionId, body);
      return { message: "Connection updated", data: { connection } };
    },
  }),
  DELETE: operation({
    auth: "user",
    admin: true,
    handle: async ({ principal, address, params }) => {
      await deleteConnection({ actorId: principal.userId, address }, params.connectionId);
      return { message: "Connection deleted", data: {} };
    },
  }),
});
