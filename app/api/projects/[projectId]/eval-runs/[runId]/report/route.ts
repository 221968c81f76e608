import { writeReport } from "@/lib/evals";
import { attachment, endpoint, operation } from "@/lib/http";
import { reportQuerySchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "evals",
    role: "editor",
    query: reportQuerySchema,
    handle: async ({ scope, params, query }) => {
      const report = await writeReport(scope, params.projectId, params.runId, query.format);
      if (report.format === "json") return { data: report.data };
      const { filename, mediaType, body } = report;
      const headers = {
        "Content-Type": `${mediaType}; charset=utf-8`,
        "Content-Disposition": attachment(filename),
      };
      return new Response(body, { headers });
    },
  }),
});
