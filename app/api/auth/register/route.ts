import { registerUser } from "@/lib/account";
import { endpoint, operation, userAgentOf } from "@/lib/http";
import { registerSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "public",
    limit: "sign-in",
    body: registerSchema,
    handle: async ({ body, request, address }) => ({
      status: 201,
      message: "User registered successfully",
      data: await registerUser(body, userAgentOf(request.headers), address),
    }),
  }),
});
