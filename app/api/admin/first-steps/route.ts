import { finishStep, getFirstSteps } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";
import { finishStepSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    admin: true,
    handle: async () => ({ data: await getFirstSteps() }),
  }),
  POST: operation({
    auth: "user",
    admin: true,
    body: finishStepSchema,
    handle: async ({ body }) => ({ data: await finishStep(body.step) }),
  }),
});
