import { getSecondFactor, startSecondFactor, turnOffSecondFactor } from "@/lib/account";
import { endpoint, hitPasswordCheck, operation } from "@/lib/http";
import { beginSecondFactorSchema, endSecondFactorSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    handle: async ({ scope }) => ({ data: { secondFactor: await getSecondFactor(scope) } }),
  }),
  POST: operation({
    auth: "user",
    body: beginSecondFactorSchema,
    handle: async ({ scope, body, principal }) => {
      await hitPasswordCheck(principal.userId);
      return { status: 201, data: await startSecondFactor(scope, body, principal) };
    },
  }),
  DELETE: operation({
    auth: "user",
    body: endSecondFactorSchema,
    handle: async ({ scope, body, principal }) => {
      await hitPasswordCheck(principal.userId);
      await turnOffSecondFactor(scope, body, principal);
      return { message: "Two-step sign-in is off", data: {} };
    },
  }),
});
