import { registerUser } from "@/lib/account/users";
import { userAgentOf } from "@/lib/http/device";
import { endpoint, operation } from "@/lib/http/endpoint";
import { registerSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "public",
    limit: "sign-in",
    body: registerSchema,
    handle: async ({ body, request }) => ({
      status: 201,
      message: "User registered successfully",
      data: await registerUser(body, userAgentOf(request.headers)),
    }),
  }),
});
