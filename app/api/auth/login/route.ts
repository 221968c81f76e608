import { loginUser } from "@/lib/account";
import { endpoint, operation, userAgentOf } from "@/lib/http";
import { loginSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "public",
    limit: "sign-in",
    body: loginSchema,
    handle: async ({ body, request, address }) => ({
      message: "Login successful",
      data: await loginUser(body, userAgentOf(request.headers), address),
    }),
  }),
});
