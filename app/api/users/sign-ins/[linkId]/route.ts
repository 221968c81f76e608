import { unlinkSignIn } from "@/lib/account";
import { endpoint, hitPasswordCheck, operation } from "@/lib/http";
import { unlinkSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: operation({
    auth: "user",
    body: unlinkSchema,
    handle: async ({ scope, params, body, principal }) => {
      if (body.currentPassword) await hitPasswordCheck(principal.userId);
      await unlinkSignIn(scope, params.linkId, body.currentPassword, principal);
      return { message: "Sign-in unlinked", data: {} };
    },
  }),
});
