import { makeResetLink } from "@/lib/account";
import { endpoint, operation, requestOrigin } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    admin: true,
    handle: async ({ principal, address, params, request }) => {
      const path = await makeResetLink({ actorId: principal.userId, address }, params.userId);
      const url = new URL(path, requestOrigin(request.headers, request.nextUrl)).href;
      return { status: 201, message: "Link created", data: { url } };
    },
  }),
});
