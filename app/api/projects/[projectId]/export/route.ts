import { attachment, endpoint, operation, streamed } from "@/lib/http";
import { exportProjectQuerySchema } from "@/lib/schemas";
import { exportProject } from "@/lib/transfer";

// A slow reader of many files.
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    role: "editor",
    query: exportProjectQuerySchema,
    handle: async ({ scope, params, query }) => {
      const { filename, body } = await exportProject(scope, params.projectId, query.files === "true");
      const headers = { "Content-Type": "application/json", "Content-Disposition": attachment(filename) };
      return new Response(streamed(body), { headers });
    },
  }),
});
