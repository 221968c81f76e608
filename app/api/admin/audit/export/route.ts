import { exportAudit } from "@/lib/account";
import { attachment, endpoint, operation, streamed } from "@/lib/http";
import { auditFilterSchema } from "@/lib/schemas";

// A slow reader of much.
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    admin: true,
    query: auditFilterSchema,
    handle: async ({ principal, address, query }) => {
      const body = await exportAudit({ actorId: principal.userId, address }, query);
      const headers = {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": attachment("audit-log.csv"),
      };
      return new Response(streamed(body), { headers });
    },
  }),
});
