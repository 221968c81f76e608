import { createCase, listCases } from "@/lib/evals";
import { endpoint, operation } from "@/lib/http";
import { caseInputSchema, pageQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "evals",
    role: "editor",
    query: pageQuerySchema,
    handle: async ({ scope, params, query }) => ({ data: await listCases(scope, params.setId, query) }),
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
