import { signOutUser } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: operation({
    auth: "user",
    admin: true,
    handle: async ({ principal, address, params }) => ({
      message: "Signed out everywhere",
      data: { ended: await signOutUser({ actorId: principal.userId, address }, params.userId) },
    }),
  }),
});
