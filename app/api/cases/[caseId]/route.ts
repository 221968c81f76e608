import { getCase, removeCase, updateCase } from "@/lib/evals";
import { endpoint, operation } from "@/lib/http";
import { casePatchSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "evals",
    role: "editor",
    handle: async ({ scope, params }) => ({ data: { case: await getCase(scope, params.caseId) } }),
  }),
  PUT: operation({
    auth: "evals",
    role: "editor",
    body: casePatchSchema,
    handle: async ({ scope, params, body }) => ({
      data: { case: await updateCase(scope, params.caseId, body) },
    }),
  }),
  DELETE: operation({
    auth: "evals",
    role: "editor",
    handle: async ({ scope, params }) => {
      await removeCase(scope, params.caseId);
      return { message: "Case deleted", data: {} };
    },
  }),
});
