import { createTestSet, listTestSets } from "@/lib/evals";
import { endpoint, operation } from "@/lib/http";
import { pageQuerySchema, testSetInputSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "evals",
    role: "editor",
    query: pageQuerySchema,
    handle: async ({ scope, params, query }) => ({
      data: await listTestSets(scope, params.projectId, query),
    }),
  }),
  POST: operation({
    auth: "evals",
    role: "editor",
    body: testSetInputSchema,
    handle: async ({ scope, params, body }) => ({
      status: 201,
      message: "Test set created",
      data: { testSet: await createTestSet(scope, params.projectId, body) },
    }),
  }),
});
