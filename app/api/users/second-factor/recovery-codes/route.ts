import { newRecoveryCodes } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";
import { secondFactorCodeSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    body: secondFactorCodeSchema,
    handle: async ({ scope, body }) => ({
      message: "The codes before are worth nothing now",
      data: { recoveryCodes: await newRecoveryCodes(scope, body.totp) },
    }),
  }),
});
