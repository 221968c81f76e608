import { loginUser } from "@/lib/account/users";
import { userAgentOf } from "@/lib/http/device";
import { endpoint, operation } from "@/lib/http/endpoint";
import { loginSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "public",
    limit: "sign-in",
    body: loginSchema,
    handle: async ({ body, request }) => ({
      message: "Login successful",
      data: await loginUser(body, userAgentOf(request.headers)),
    }),
  }),
});
