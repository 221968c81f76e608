import { changeUser, deleteUser, getUser } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";
import { changeUserSchema, deleteUserSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    admin: true,
    handle: async ({ params }) => ({ data: await getUser(params.userId) }),
  }),
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
    body: deleteUserSchema,
    handle: async ({ principal, address, params, body }) => {
      await deleteUser({ actorId: principal.userId, address }, params.userId, body);
      return { message: "User deleted", data: {} };
    },
  }),
});
