import { forgotPassword } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";
import { forgotPasswordSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "public",
    limit: "sign-in",
    body: forgotPasswordSchema,
    handle: async ({ body }) => {
      forgotPassword(body);
      return {
        message: "If there is an account with this email, a link to set a new password is on its way",
        data: {},
      };
    },
  }),
});
