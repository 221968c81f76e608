import { verifyEmail } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";
import { verifyEmailSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "public",
    limit: "sign-in",
    body: verifyEmailSchema,
    handle: async ({ body }) => {
      await verifyEmail(body);
      return { message: "Email confirmed", data: {} };
    },
  }),
});
