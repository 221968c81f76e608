import { exportCases } from "@/lib/evals";
import { attachment, endpoint, operation } from "@/lib/http";
import { casesExportQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "evals",
    role: "editor",
    query: casesExportQuerySchema,
    handle: async ({ scope, params, query }) => {
      const { filename, mediaType, body } = await exportCases(scope, params.setId, query.format);
      const headers = {
        "Content-Type": `${mediaType}; charset=utf-8`,
        "Content-Disposition": attachment(filename),
      };
      return new Response(body, { headers });
    },
  }),
});
