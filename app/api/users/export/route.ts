import { attachment, streamed } from "@/lib/http/download";
import { endpoint, operation } from "@/lib/http/endpoint";
import { budgetHeaders, hitArchive } from "@/lib/http/limits";
import { exportAccount } from "@/lib/transfer/export-account";

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
