import { changeUser, deleteUser } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";
import { changeUserSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: operation({
    auth: "user",
    admin: true,
    body: changeUserSchema,
    handle: async ({ principal, address, params, body }) => ({
      message: "User updated",
      data: { user: await changeUser({ actorId: principal.userId, address }, params.userId, body) },
    }),
  }),
  DELETE: operation({
    auth: "user",
    admin: true,
    handle: async ({ principal, address, params }) => {
      await deleteUser({ actorId: principal.userId, address }, params.userId);
      return { message: "User deleted", data: {} };
    },
  }),
});
