import { attachment, endpoint, operation, streamed } from "@/lib/http";
import { backUp } from "@/lib/transfer";

// A slow reader of much.
export const maxDuration = 300;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: operation({
    auth: "user",
    admin: true,
    handle: async ({ principal, address }) => {
      const body = await backUp({ actorId: principal.userId, address });
      const day = new Date().toISOString().slice(0, 10);
      const headers = {
        "Content-Type": "application/zip",
        "Content-Disposition": attachment(`backup-${day}.zip`),
      };
      return new Response(streamed(body), { headers });
    },
  }),
});
