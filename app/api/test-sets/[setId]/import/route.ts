import { importCases } from "@/lib/evals";
import { endpoint, operation } from "@/lib/http";
import { importSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "evals",
    role: "editor",
    body: importSchema,
    handle: async ({ scope, params, body }) => ({
      status: 201,
      data: await importCases(scope, params.setId, body),
    }),
  }),
});
