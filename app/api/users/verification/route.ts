import { resendVerification } from "@/lib/account";
import { endpoint, hitPasswordCheck, operation } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    handle: async ({ scope, principal }) => {
      await hitPasswordCheck(principal.userId);
      const data = await resendVerification(scope);
      return { message: data.verified ? "This address is confirmed already" : "A link is on its way", data };
    },
  }),
});
