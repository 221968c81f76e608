import { createCase, listCases } from "@/lib/evals";
import { endpoint, operation } from "@/lib/http";
import { caseInputSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "evals",
    role: "editor",
    handle: async ({ scope, params }) => ({ data: await listCases(scope, params.setId) }),
  }),
  POST: operation({
    auth: "evals",
    role: "editor",
    body: caseInputSchema,
    handle: async ({ scope, params, body }) => ({
      status: 201,
      message: "Case created",
      data: { case: await createCase(scope, params.setId, body) },
    }),
  }),
});
