import { resetPassword } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";
import { resetPasswordSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "public",
    limit: "sign-in",
    body: resetPasswordSchema,
    handle: async ({ body }) => {
      await resetPassword(body);
      return { message: "Password changed; sign in with the new one", data: {} };
    },
  }),
});
