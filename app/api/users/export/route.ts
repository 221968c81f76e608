import { attachment, budgetHeaders, endpoint, hitArchive, operation, streamed } from "@/lib/http";
import { exportAccount } from "@/lib/transfer";

// A slow reader of much.
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    handle: async ({ principal, scope }) => {
      const budget = await hitArchive(principal.userId);
      const headers = {
        "Content-Type": "application/zip",
        "Content-Disposition": attachment("chatbot-platform-data.zip"),
        ...budgetHeaders(budget),
      };
      return new Response(streamed(await exportAccount(scope)), { headers });
    },
  }),
});
