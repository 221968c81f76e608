import { attachment, endpoint, hitArchive, operation, quotaHeaders, streamed } from "@/lib/http";
import { exportAccount } from "@/lib/transfer";

// A slow reader of much.
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    handle: async ({ principal, scope }) => {
      const quota = await hitArchive(principal.userId);
      const headers = {
        "Content-Type": "application/zip",
        "Content-Disposition": attachment("chatbot-platform-data.zip"),
        ...quotaHeaders(quota),
      };
      return new Response(streamed(await exportAccount(scope)), { headers });
    },
  }),
});
