import { getTestSet, removeTestSet, updateTestSet } from "@/lib/evals";
import { endpoint, operation } from "@/lib/http";
import { testSetPatchSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "evals",
    role: "editor",
    handle: async ({ scope, params }) => ({ data: { testSet: await getTestSet(scope, params.setId) } }),
  }),
  PATCH: operation({
    auth: "evals",
    role: "editor",
    body: testSetPatchSchema,
    handle: async ({ scope, params, body }) => ({
      data: { testSet: await updateTestSet(scope, params.setId, body) },
    }),
  }),
  DELETE: operation({
    auth: "evals",
    role: "editor",
    handle: async ({ scope, params }) => {
      await removeTestSet(scope, params.setId);
      return { message: "Test set deleted", data: {} };
    },
  }),
});
