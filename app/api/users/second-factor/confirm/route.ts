import { turnOnSecondFactor } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";
import { secondFactorCodeSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    body: secondFactorCodeSchema,
    handle: async ({ scope, body }) => ({
      message: "Two-step sign-in is on",
      data: { recoveryCodes: await turnOnSecondFactor(scope, body.totp) },
    }),
  }),
});
